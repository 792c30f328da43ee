import type { ChannelCapabilities, ChannelKind } from "#contract/channels.ts";
import type { Adapter } from "#server/channels/adapter.ts";
import { telegramAdapter, telegramCapabilities } from "#server/channels/telegram/telegram-adapter.ts";
import type { Config } from "#server/platform/config.ts";

/** The adapter of each kind. */
export type Adapters = Readonly<Record<ChannelKind, Adapter>>;

/** Makes the adapters. This file is the one place outside of an adapter's own folder that names a kind. */
export function createAdapters(config: Pick<Config, "telegramApiRoot">): Adapters {
  return { telegram: telegramAdapter(config.telegramApiRoot) };
}

/** What each kind of channel can do and where its limits are. */
export const capabilitiesOf: Readonly<Record<ChannelKind, ChannelCapabilities>> = { telegram: telegramCapabilities };
