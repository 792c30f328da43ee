import type { Conversation } from "#contract/conversations.ts";
import { useNow } from "#web/design/clock.ts";
import { lengthOfTime } from "#web/design/format-time.ts";
import { Notice } from "#web/design/notice.tsx";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { channelKindName } from "#web/inbox/channel-glyph.tsx";
import { type AnswerTime, momentAhead, soonMilliseconds } from "#web/inbox/composer/answer-time.ts";
import styles from "#web/inbox/composer/composer.module.css";

interface AnswerTimeLineProps {
  readonly conversation: Conversation;
  readonly time: Exclude<AnswerTime, { stage: "over" }>;
}

/** Until when the customer can be answered: a quiet line as long as there is much time, and then a notice. */
export function AnswerTimeLine({ conversation, time }: AnswerTimeLineProps) {
  const sentence = useSentence(conversation, time);
  if (time.stage === "free" && time.left > soonMilliseconds) return <p className={styles.time}>{sentence}</p>;
  return (
    <Notice meaning={time.stage === "free" ? "attention" : "quiet"}>
      <span dir="auto">{sentence}</span>
    </Notice>
  );
}

/** What a customer who can no longer be answered is said to have done, and what helps. */
export function overSentence({ contact, channel }: Conversation): string {
  const service = channelKindName(channel.kind);
  return `${contact.name} wrote too long ago: ${service} lets customers be answered for some time after their last message only. You can answer as soon as they write again; until then, reach them another way. What you have written stays here.`;
}

function useSentence(
  { contact, channel }: Conversation,
  { stage, left, until, inPersonUntil }: AnswerTimeLineProps["time"],
): string {
  const present = useNow();
  const zone = useTimeZone();
  const end = momentAhead(until, present, zone);
  const service = channelKindName(channel.kind);
  if (stage === "late") {
    return `${contact.name} last wrote more than a day ago. You can still answer in person until ${end}; ${service} takes no advertising now.`;
  }
  if (left > soonMilliseconds) return `You can answer until ${end}.`;
  const after = inPersonUntil
    ? `After that you can still answer in person, until ${momentAhead(inPersonUntil, present, zone)}.`
    : `After that ${contact.name} has to write first.`;
  return `${lengthOfTime(left)} left to answer ${contact.name} freely. ${after}`;
}
