import {
  IconBan,
  IconClock,
  IconFile,
  IconMapPin,
  IconMicrophone,
  IconMusic,
  IconPhoto,
  IconUser,
  IconVideo,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ContentKind } from "#contract/message-content.ts";
import styles from "#web/inbox/kind-sign.module.css";

const signs: Readonly<Partial<Record<ContentKind, TablerIcon>>> = {
  photo: IconPhoto,
  video: IconVideo,
  voice: IconMicrophone,
  audio: IconMusic,
  document: IconFile,
  location: IconMapPin,
  contacts: IconUser,
  removed: IconBan,
  undecryptable: IconClock,
};

/** What was sent, beside its words or its name. */
export function KindSign({ kind }: { kind: ContentKind }) {
  const Icon = signs[kind];
  if (!Icon) return null;
  return (
    <span className={styles.sign}>
      <Icon size={14} stroke={1.75} aria-hidden />
    </span>
  );
}
