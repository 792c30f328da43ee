import type { ChannelCapabilities, ChannelKind } from "#contract/channels.ts";
import type { Adapter } from "#server/channels/adapter.ts";
import type { AdapterParts } from "#server/channels/adapter-parts.ts";
import { messengerAdapter, messengerCapabilities } from "#server/channels/messenger/messenger-adapter.ts";
import { telegramAdapter, telegramCapabilities } from "#server/channels/telegram/telegram-adapter.ts";
import { whatsappAdapter, whatsappCapabilities } from "#server/channels/whatsapp/whatsapp-adapter.ts";

/** The adapter of each kind. */
export type Adapters = Readonly<Record<ChannelKind, Adapter>>;

/** Makes the adapters. This file is the one place outside of an adapter's own folder that names a kind. */
export function createAdapters(parts: AdapterParts): Adapters {
  return {
    telegram: telegramAdapter(parts.config.telegramApiRoot),
    whatsapp: whatsappAdapter(parts),
    messenger: messengerAdapter(parts.config.facebook),
  };
}

/** What each kind of channel can do and where its limits are. */
export const capabilitiesOf: Readonly<Record<ChannelKind, ChannelCapabilities>> = {
  telegram: telegramCapabilities,
  whatsapp: whatsappCapabilities,
  messenger: messengerCapabilities,
};
