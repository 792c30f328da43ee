import type { ChannelKind } from "#contract/channels.ts";
import type { ProbeResult, Webhook } from "#server/channels/adapter.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import type { ChannelRow } from "#server/channels/queries.ts";
import { isLoopback } from "#server/platform/is-loopback.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";

/** Where the outside service shall deliver for this channel; null when it is polled instead, or can only deliver and has nowhere to. */
export function webhookOf({ config, secrets, adapters }: ChannelServices, row: ChannelRow): Webhook | null {
  if (!config.publicUrl || transportOf(config) === "polling") return null;
  const common = inletAddress(config.publicUrl, row.kind);
  const address = adapters[row.kind].inlet ? common : `${common}/${row.webhook_key}`;
  return { address, secret: webhookSecret(secrets, row.id) };
}

/** Where a service delivers that knows one address for all accounts. */
export function inletAddress(publicUrl: string, kind: ChannelKind): string {
  return `${publicUrl}/api/v1/webhooks/${kind}`;
}

/** What there is to say of a channel whose service can only deliver to an address that Wokfow does not have. */
export const noPublicAddress = { outcome: "failed", reason: "no_public_address" } as const satisfies ProbeResult;

/** What an outside service must show to deliver to a channel. */
export function webhookSecret(secrets: SecretBox, channelId: string): string {
  return secrets.derive(`webhook:${channelId}`);
}

/**
 * How messages arrive with this configuration. Outside services deliver to https only; a loopback address is for services
 * that run on this machine, such as simulators.
 */
export function transportOf({ publicUrl }: ChannelServices["config"]): ChannelRow["transport"] {
  if (!publicUrl) return "polling";
  const address = new URL(publicUrl);
  return address.protocol === "https:" || isLoopback(address) ? "webhook" : "polling";
}
