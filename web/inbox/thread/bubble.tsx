import { IconCornerUpLeft, IconMoodPlus } from "@tabler/icons-react";
import { memo } from "react";
import type { Message } from "#contract/messages.ts";
import { exactTime } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { MessageBody } from "#web/inbox/content/message-body.tsx";
import { reacting } from "#web/inbox/reactions/reacting.ts";
import { ReactionChips } from "#web/inbox/reactions/reaction-chips.tsx";
import { useLongPress } from "#web/inbox/reactions/use-long-press.ts";
import { FailedNote } from "#web/inbox/thread/failed-note.tsx";
import styles from "#web/inbox/thread/message-group.module.css";
import { Quoted } from "#web/inbox/thread/quoted.tsx";
import { useThreadActions } from "#web/inbox/thread/thread-actions.ts";

interface BubbleProps {
  readonly message: Message;
  /** It was just jumped to. */
  readonly found: boolean;
}

/** One message: what it answers, what it says, how it was answered by emoji, and what can be done with it. */
export const Bubble = memo(function Bubble({ message, found }: BubbleProps) {
  const reactable = useReactable(message);
  const press = useLongPress(reactable, (at) => reacting.set({ message, at }));
  const own = message.direction === "outbound";
  const failed = own && (message.state === "refused" || message.state === "unknown");
  const bare = message.content.kind === "sticker" && !message.replyTo && !failed;
  return (
    <div className={styles.line} data-message={message.id} data-found={found || undefined}>
      <div className={styles.said}>
        <div
          className={styles.bubble}
          tabIndex={-1}
          data-bare={bare || undefined}
          data-pressable={reactable || undefined}
          data-failed={failed ? message.state : undefined}
          data-state={own ? message.state : undefined}
          {...press}
        >
          {message.replyTo ? <Quoted quoted={message.replyTo} /> : null}
          <MessageBody content={message.content} />
          {message.editedAt ? <EditedMark at={message.editedAt} /> : null}
          {failed ? <FailedNote message={message} /> : null}
        </div>
        <ReactionChips message={message} />
      </div>
      <Actions message={message} reactable={reactable} />
    </div>
  );
});

/** What has no content cannot be answered, and what the outside service does not have it cannot take a reaction to. */
function useReactable({ direction, content, state }: Message): boolean {
  const { canReact } = useThreadActions();
  const isThere = direction === "inbound" || state === "sent" || state === "delivered" || state === "read";
  return canReact && direction !== "note" && isThere && hasContent(content);
}

function hasContent({ kind }: Message["content"]): boolean {
  return kind !== "removed" && kind !== "undecryptable";
}

/** Beside the bubble, on hover and for the keyboard. */
function Actions({ message, reactable }: { message: Message; reactable: boolean }) {
  const { canReply, replyTo } = useThreadActions();
  if (!canReply || message.direction === "note" || !hasContent(message.content)) return null;
  return (
    <span className={styles.actions}>
      {reactable ? (
        <button
          type="button"
          className={styles.action}
          data-react
          aria-label="React to this message"
          aria-haspopup="dialog"
          title="React to this message"
          onClick={(event) => reacting.set({ message, at: event.currentTarget })}
        >
          <IconMoodPlus size={16} stroke={1.75} aria-hidden />
        </button>
      ) : null}
      <button
        type="button"
        className={styles.action}
        aria-label="Answer this message"
        title="Answer this message"
        onClick={() => replyTo(message)}
      >
        <IconCornerUpLeft size={16} stroke={1.75} aria-hidden />
      </button>
    </span>
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
