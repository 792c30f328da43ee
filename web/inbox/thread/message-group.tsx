import { IconDeviceMobile, IconLock } from "@tabler/icons-react";
import type { Message } from "#contract/messages.ts";
import { classes } from "#web/design/classes.ts";
import { exactTime, timeOfDay } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { Bubble } from "#web/inbox/thread/bubble.tsx";
import { DeliveryTick } from "#web/inbox/thread/delivery-tick.tsx";
import styles from "#web/inbox/thread/message-group.module.css";
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
  const zone = useTimeZone();
  const at = Date.parse(message.sentAt);
  return (
    <div className={styles.meta}>
      <Author message={message} />
      {message.direction === "note" ? <NoteMark /> : null}
      <time dateTime={message.sentAt} title={exactTime(at, zone)}>
        {timeOfDay(at, zone)}
      </time>
      {message.direction === "outbound" ? <DeliveryTick state={message.state} /> : null}
    </div>
  );
}

/** Who wrote it. Of the customer and of oneself the side of the bubble says so, and only those hear it who do not see that. */
function Author({ message }: { message: Message }) {
  const { contactName } = useThreadActions();
  const me = useSession().profile.id;
  if (message.direction === "outbound" && !message.author) return <PhoneMark />;
  const own = message.direction !== "inbound";
  const mine = message.author?.memberId === me;
  const silent = !own || mine;
  return (
    <>
      <span className={silent ? "wk-hidden" : undefined} dir="auto">
        {mine ? "You" : own ? (message.author?.displayName ?? "Wokfow") : contactName}
      </span>
      {silent ? null : <span aria-hidden>·</span>}
    </>
  );
}

/** No member wrote it here: somebody did on the phone of the connected account. */
function PhoneMark() {
  return (
    <>
      <span className={styles.phone} title="Written on the phone of this account, not in Wokfow">
        <IconDeviceMobile size={13} stroke={1.75} aria-hidden />
        On the phone
      </span>
      <span aria-hidden>·</span>
    </>
  );
}

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
