import type { Channel } from "#contract/channels.ts";
import type { Conversation } from "#contract/conversations.ts";
import type { SendingGuard } from "#contract/sending-guards.ts";
import { timeOfDay } from "#web/design/format-time.ts";
import type { Meaning } from "#web/design/meaning.ts";
import { Notice } from "#web/design/notice.tsx";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { guardSentences, isFinal } from "#web/guards/guard-sentences.ts";
import { LimitsLink } from "#web/guards/guards-line.tsx";
import { LiftOptOut } from "#web/guards/lift-opt-out.tsx";
import { ReleaseButton } from "#web/guards/release-button.tsx";
import { useOutlook } from "#web/guards/use-guards.ts";
import { ChannelsLink } from "#web/inbox/channels-link.tsx";
import type { AnswerTime } from "#web/inbox/composer/answer-time.ts";
import { overSentence } from "#web/inbox/composer/answer-time-line.tsx";
import { useRight } from "#web/shell/session.ts";

/** What stands in the way of an answer. `final`: writing one would be in vain. `remedy`: what can be done about it, and where. */
export interface Obstacle {
  readonly sentence: string;
  readonly meaning: Meaning;
  readonly final: boolean;
  readonly remedy: "channel" | "limits" | "lift" | "release" | null;
}

/** Why an answer cannot be sent, or will have to wait; null when nothing is in its way. */
export function whyNot(
  conversation: Conversation,
  channel: Channel | undefined,
  channelsKnown: boolean,
  guard: GuardInTheWay | null = null,
  time: AnswerTime | null = null,
): Obstacle | null {
  const name = conversation.channel.name;
  if (channelsKnown && !channel)
    return final(`${name} was removed, so nothing can be sent here. The conversation stays to be read.`);
  if (conversation.blockedByCustomer) {
    return final(`${conversation.contact.name} has blocked ${name}. An answer is possible again when they unblock it.`);
  }
  if (!conversation.can.reply) return final("Your role does not include answering customers.");
  if (guard && isFinal(guard.guard)) return keptBy(conversation, guard);
  if (time?.stage === "over") return final(overSentence(conversation));
  if (channel?.status === "PAUSED")
    return wait(`${name} is paused. What you write is sent when it is resumed.`, "quiet");
  if (channel?.status === "NEEDS_ACTION") {
    return wait(
      `${name} is not connected and waits for someone to mend it. What you write is sent after that.`,
      "attention",
    );
  }
  if (channel?.status === "DISCONNECTED") {
    return wait(`${name} is offline. What you write is sent when it is back.`, "attention");
  }
  return guard && keptBy(conversation, guard);
}

/** What keeps a message from leaving its channel, and the time of the day at which that ends by itself. */
export interface GuardInTheWay {
  readonly guard: SendingGuard;
  readonly end: string;
}

const remedies = {
  opted_out: "lift",
  paused: "release",
  stopped: "limits",
  replies_only: "limits",
  first_contacts: "limits",
} as const;

function keptBy({ contact, channel }: Conversation, { guard, end }: GuardInTheWay): Obstacle {
  const sentence = guardSentences[guard]({ customer: contact.name, channel: channel.name, end });
  const meaning = guard === "opted_out" ? "quiet" : "attention";
  return { sentence, meaning, final: isFinal(guard), remedy: remedies[guard] };
}

/** Whether one of the channel's guards keeps a message to this customer from leaving; null also while nobody knows. */
export function useGuardInTheWay(conversation: Conversation, channel: Channel | undefined): GuardInTheWay | null {
  const zone = useTimeZone();
  const isGuarded = channel?.capabilities.guarded ?? false;
  const outlook = useOutlook(conversation.id, conversation.channel.id, isGuarded);
  if (!outlook?.guard) return null;
  return { guard: outlook.guard, end: outlook.until === null ? "" : timeOfDay(Date.parse(outlook.until), zone) };
}

/** Says above the composer what stands in the way. */
export function ComposerNotice({ reason, conversation }: { reason: Obstacle; conversation: Conversation }) {
  return (
    <Notice meaning={reason.meaning} action={<Remedy reason={reason} conversation={conversation} />}>
      <span dir="auto">{reason.sentence}</span>
    </Notice>
  );
}

function Remedy({ reason: { remedy }, conversation }: { reason: Obstacle; conversation: Conversation }) {
  const mayConnect = useRight("channels.configure");
  if (remedy === "lift") return <LiftOptOut conversation={conversation} />;
  if (remedy === "release") return <ReleaseButton conversation={conversation} />;
  if (remedy === "limits") return <LimitsLink channelId={conversation.channel.id}>Look at the limits</LimitsLink>;
  if (remedy !== "channel" || !mayConnect) return null;
  return <ChannelsLink channelId={conversation.channel.id}>Look at the channel</ChannelsLink>;
}

function final(sentence: string): Obstacle {
  return { sentence, meaning: "quiet", final: true, remedy: null };
}

function wait(sentence: string, meaning: Meaning): Obstacle {
  return { sentence, meaning, final: false, remedy: "channel" };
}
