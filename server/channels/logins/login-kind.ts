import { type ChannelKind, channelKind } from "#contract/channels.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import type { LoginConnecting } from "#server/channels/connecting.ts";
import { transportOf } from "#server/channels/webhooks/webhook-of.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/** A kind that people log in for. */
export interface LoginKind {
  readonly kind: ChannelKind;
  readonly connecting: LoginConnecting;
}

/** The kind of an address, or null when nobody logs in for it. */
export function findLoginKind({ adapters }: ChannelServices, name: string): LoginKind | null {
  const kind = channelKind.safeParse(name).data;
  const connecting = kind && adapters[kind].connecting;
  return kind && connecting?.by === "login" ? { kind, connecting } : null;
}

/** The same; what is no such kind does not exist. */
export function accessLoginKind(services: ChannelServices, name: string): LoginKind {
  const found = findLoginKind(services, name);
  if (!found) throw notFound();
  return found;
}

/** The settings that are not given yet. Services send browsers and messages back to https only, or to this very machine. */
export function missingSettings({ config }: ChannelServices, { connecting }: LoginKind): string[] {
  return [...connecting.missingSettings, ...(transportOf(config) === "webhook" ? [] : ["PUBLIC_URL"])];
}
