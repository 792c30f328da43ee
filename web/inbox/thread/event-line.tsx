import {
  IconArchive,
  IconArchiveOff,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBan,
  IconBell,
  IconBellOff,
  IconCircleCheck,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlugConnectedX,
  IconUserCheck,
  IconUserMinus,
  IconUsersGroup,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ThreadEvent } from "#contract/messages.ts";
import { useNow } from "#web/design/clock.ts";
import { dayName, timeOfDay } from "#web/design/format-time.ts";
import { RelativeTime, useTimeZone } from "#web/design/relative-time.tsx";
import styles from "#web/inbox/thread/event-line.module.css";
import { eventSentence } from "#web/inbox/thread/event-sentence.ts";
import { useThreadActions } from "#web/inbox/thread/thread-actions.ts";
import { useSession } from "#web/shell/session.ts";

const icons: Readonly<Record<ThreadEvent["kind"], TablerIcon>> = {
  assigned: IconUserCheck,
  unassigned: IconUserMinus,
  transferred: IconArrowForwardUp,
  moved: IconUsersGroup,
  archived: IconArchive,
  reopened: IconArchiveOff,
  restored: IconArrowBackUp,
  blocked_bot: IconBan,
  unblocked_bot: IconCircleCheck,
  channel_gap: IconPlugConnectedX,
  opted_out: IconBellOff,
  opted_in: IconBell,
  paused: IconPlayerPause,
  released: IconPlayerPlay,
};

/** Something that happened to the conversation, as a quiet line between its messages. */
export function EventLine({ event }: { event: ThreadEvent }) {
  const { contactName } = useThreadActions();
  const zone = useTimeZone();
  const me = useSession().profile.id;
  const Icon = icons[event.kind];
  const clock = (moment: string) => timeOfDay(Date.parse(moment), zone);
  return (
    <p className={styles.line}>
      <Icon size={14} stroke={1.75} aria-hidden />
      <span dir="auto">
        {eventSentence(event, { me, contactName, clock })} · <RelativeTime moment={event.at} />
      </span>
    </p>
  );
}

/** The line before the first message of a day. */
export function DaySeparator({ moment }: { moment: number }) {
  const present = useNow();
  const zone = useTimeZone();
  return <h3 className={styles.day}>{dayName(moment, Math.max(present, moment), zone)}</h3>;
}
