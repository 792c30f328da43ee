import { IconPlugConnected } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { type ChannelKind, channelKinds } from "#contract/channels.ts";
import { channelKindName } from "#web/inbox/channel-glyph.tsx";
import type { Command } from "#web/shell/commands.ts";
import { useRight } from "#web/shell/session.ts";

/** What else somebody may type who wants to connect one. */
const words: Readonly<Record<ChannelKind, string>> = {
  telegram: "bot token botfather channel",
  whatsapp: "phone number link device scan qr code pair channel",
  messenger: "facebook page log in channel",
};

/** Connecting a channel by the palette, for whoever may. */
export function useConnectCommands(): readonly Command[] {
  const router = useRouter();
  if (!useRight("channels.configure")) return [];
  return channelKinds.map((kind) => ({
    id: `connect-${kind}`,
    label: `Connect ${channelKindName(kind)}`,
    group: "Channels",
    icon: IconPlugConnected,
    words: words[kind],
    run: () => void router.navigate({ to: "/settings/integrations", search: { connect: kind } }),
  }));
}
