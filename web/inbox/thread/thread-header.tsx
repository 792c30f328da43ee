import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconArrowLeft, IconUserCircle } from "@tabler/icons-react";
import type { Conversation } from "#contract/conversations.ts";
import { now } from "#web/design/clock.ts";
import { TeamMark } from "#web/design/team-mark.tsx";
import { ChannelGlyph } from "#web/inbox/channel-glyph.tsx";
import { type Doing, useDoing } from "#web/inbox/data/typing.ts";
import { useAddress } from "#web/inbox/data/use-address.ts";
import { useDeeds } from "#web/inbox/data/use-deeds.ts";
import { AssigneeMenu } from "#web/inbox/thread/assignee-menu.tsx";
import styles from "#web/inbox/thread/thread-header.module.css";
import { ThreadMenu } from "#web/inbox/thread/thread-menu.tsx";

/** Whom one is talking with and on which channel, who looks after it, and the way to archive it. */
export function ThreadHeader({ conversation }: { conversation: Conversation }) {
  const { toList } = useAddress();
  const doing = useDoing(conversation.id);
  return (
    <header className={styles.header}>
      <ActionIcon className={styles.back} aria-label="Back to the list" onClick={toList}>
        <IconArrowLeft size={20} />
      </ActionIcon>
      <div className={styles.who}>
        <h2 className={styles.name} dir="auto" title={conversation.contact.name}>
          {conversation.contact.name}
        </h2>
        {doing ? <WhatTheyDo name={conversation.contact.name} doing={doing} /> : null}
        <div className={styles.channel} hidden={doing !== null}>
          <ChannelGlyph kind={conversation.channel.kind} size={14} />
          <bdi className={styles.channelName}>{conversation.channel.name}</bdi>
          {conversation.team ? (
            <span className={styles.team}>
              <TeamMark team={conversation.team} />
            </span>
          ) : null}
          {conversation.archivedAt ? <span className={styles.archived}>Archived</span> : null}
        </div>
      </div>
      <AssigneeMenu conversation={conversation} />
      <ArchiveButton conversation={conversation} />
      <ThreadMenu conversation={conversation} />
      <ContactButton />
    </header>
  );
}

/** In the place of the channel's name, so that nothing moves for it. */
function WhatTheyDo({ name, doing }: { name: string; doing: Doing }) {
  return (
    <div className={styles.writing} role="status">
      <bdi className={styles.channelName}>{name}</bdi> <span className={styles.rest}>is {doing}</span>
      <span className={styles.dots} aria-hidden>
        <i />
        <i />
        <i />
      </span>
    </div>
  );
}

function ArchiveButton({ conversation }: { conversation: Conversation }) {
  const { archive, reopen } = useDeeds();
  if (!conversation.can.archive) return null;
  const archived = conversation.archivedAt !== null;
  const label = archived ? "Reopen" : "Archive";
  return (
    <Tooltip label={`${label} (E)`}>
      <ActionIcon
        aria-label={label}
        onClick={() => void (archived ? reopen(conversation) : archive(conversation, new Date(now()).toISOString()))}
      >
        {archived ? <IconArchiveOff size={18} /> : <IconArchive size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}

function ContactButton() {
  const { panel, change } = useAddress();
  return (
    <ActionIcon
      className={styles.info}
      aria-label="About the contact"
      aria-pressed={panel === "contact"}
      onClick={() => change({ panel: panel === "contact" ? undefined : "contact" })}
    >
      <IconUserCircle size={20} />
    </ActionIcon>
  );
}
