import { IconBrandMessenger, IconBrandTelegram, IconBrandWhatsapp, type TablerIcon } from "@tabler/icons-react";
import type { ChannelKind } from "#contract/channels.ts";
import { classes } from "#web/design/classes.ts";
import styles from "#web/inbox/channel-glyph.module.css";

const glyphs: Readonly<Record<ChannelKind, { readonly icon: TablerIcon; readonly name: string }>> = {
  telegram: { icon: IconBrandTelegram, name: "Telegram" },
  whatsapp: { icon: IconBrandWhatsapp, name: "WhatsApp" },
  messenger: { icon: IconBrandMessenger, name: "Messenger" },
};

/** The sign of a kind of channel in its own colour, the only place where that colour stands. */
export function ChannelGlyph({ kind, size = 16 }: { kind: ChannelKind; size?: number | undefined }) {
  const { icon: Icon, name } = glyphs[kind];
  return (
    <span className={classes(styles.glyph, styles[kind])} style={{ width: size, height: size }} title={name}>
      <Icon size={Math.round(size * 0.7)} stroke={2} aria-hidden />
      <span className="wk-hidden">{name}</span>
    </span>
  );
}

/** The name of a kind of channel. */
export function channelKindName(kind: ChannelKind): string {
  return glyphs[kind].name;
}
