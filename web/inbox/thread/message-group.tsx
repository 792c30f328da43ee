import { IconCornerUpLeft, IconLock } from "@tabler/icons-react";
import { memo } from "react";
import type { Message } from "#contract/messages.ts";
import { classes } from "#web/design/classes.ts";
import { exactTime, timeOfDay } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { DeliveryTick } from "#web/inbox/thread/delivery-tick.tsx";
import { FailedNote } from "#web/inbox/thread/failed-note.tsx";
import { MessageBody } from "#web/inbox/thread/message-body.tsx";
import styles from "#web/inbox/thread/message-group.module.css";
import { Quoted } from "#web/inbox/thread/quoted.tsx";
import { useThreadActions } from "#web/inbox/thread/thread-actions.ts";
import { useSession } from "#web/shell/session.ts";

interface MessageGroupProps {
  readonly messages: readonly Message[];
  /** The message that was just jumped to. */
  readonly foundId: string | null;
}

/** What one author wrote within one minute: the bubbles, then who and when. */
export function MessageGroup({ messages, foundId }: MessageGroupProps) {
  const first = messages[0];
  const last = messages.at(-1);
  if (!first || !last) return null;
  return (
    <div
      className={classes(styles.group, first.direction !== "inbound" && styles.own)}
      data-direction={first.direction}
    >
      {messages.map((message) => (
        <Bubble key={message.id} message={message} found={message.id === foundId} />
      ))}
      <GroupMeta message={last} />
    </div>
  );
}

function GroupMeta({ message }: { message: Message }) {
  const { contactName } = useThreadActions();
  const me = useSession().profile.id;
  const zone = useTimeZone();
  const at = Date.parse(message.sentAt);
  const own = message.direction !== "inbound";
  const author = own ? (message.author?.displayName ?? "Wokfow") : contactName;
  const silent = !own || message.author?.memberId === me;
  return (
    <div className={styles.meta}>
      <span className={silent ? "wk-hidden" : undefined} dir="auto">
        {message.author?.memberId === me ? "You" : author}
      </span>
      {silent ? null : <span aria-hidden>·</span>}
      {message.direction === "note" ? <NoteMark /> : null}
      <time dateTime={message.sentAt} title={exactTime(at, zone)}>
        {timeOfDay(at, zone)}
      </time>
      {message.direction === "outbound" ? <DeliveryTick state={message.state} /> : null}
    </div>
  );
}

const Bubble = memo(function Bubble({ message, found }: { message: Message; found: boolean }) {
  const { canReply, replyTo } = useThreadActions();
  const own = message.direction === "outbound";
  const failed = own && (message.state === "refused" || message.state === "unknown");
  const bare = message.content.kind === "sticker" && !message.replyTo && !failed;
  return (
    <div className={styles.line} data-message={message.id} data-found={found || undefined}>
      <div
        className={styles.bubble}
        data-bare={bare || undefined}
        data-failed={failed ? message.state : undefined}
        data-state={own ? message.state : undefined}
      >
        {message.replyTo ? <Quoted quoted={message.replyTo} /> : null}
        <MessageBody content={message.content} />
        {message.editedAt ? <EditedMark at={message.editedAt} /> : null}
        {failed ? <FailedNote message={message} /> : null}
      </div>
      {canReply && message.direction !== "note" ? (
        <button
          type="button"
          className={styles.reply}
          aria-label="Answer this message"
          title="Answer this message"
          onClick={() => replyTo(message)}
        >
          <IconCornerUpLeft size={14} aria-hidden />
        </button>
      ) : null}
    </div>
  );
});

/** Besides its colour, what tells a note from what the customer reads. */
export function NoteMark() {
  return (
    <>
      <IconLock size={12} stroke={1.75} aria-hidden />
      <span>Note for colleagues</span>
      <span aria-hidden>·</span>
    </>
  );
}

function EditedMark({ at }: { at: string }) {
  const zone = useTimeZone();
  return (
    <span className={styles.edited} title={`Edited ${exactTime(Date.parse(at), zone)}`}>
      edited
    </span>
  );
}
