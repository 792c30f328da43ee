import type { Channel } from "#contract/channels.ts";
import type { Conversation } from "#contract/conversations.ts";
import type { Meaning } from "#web/design/meaning.ts";
import { Notice } from "#web/design/notice.tsx";
import { ChannelsLink } from "#web/inbox/channels-link.tsx";
import { useRight } from "#web/shell/session.ts";

/** What stands in the way of an answer. `final`: writing one would be in vain. `channel`: the settings can mend it. */
export interface Obstacle {
  readonly sentence: string;
  readonly meaning: Meaning;
  readonly final: boolean;
  readonly channel: boolean;
}

/** Why an answer cannot be sent, or will have to wait; null when nothing is in its way. */
export function whyNot(
  conversation: Conversation,
  channel: Channel | undefined,
  channelsKnown: boolean,
): Obstacle | null {
  const name = conversation.channel.name;
  if (channelsKnown && !channel)
    return final(`${name} was removed, so nothing can be sent here. The conversation stays to be read.`);
  if (conversation.blockedByCustomer) {
    return final(`${conversation.contact.name} has blocked ${name}. An answer is possible again when they unblock it.`);
  }
  if (!conversation.can.reply) return final("Your role does not include answering customers.");
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
  return null;
}

/** Says above the composer what stands in the way. */
export function ComposerNotice({ reason }: { reason: Obstacle }) {
  const mayConnect = useRight("channels.configure");
  return (
    <Notice
      meaning={reason.meaning}
      action={reason.channel && mayConnect ? <ChannelsLink>Look at the channel</ChannelsLink> : null}
    >
      <span dir="auto">{reason.sentence}</span>
    </Notice>
  );
}

function final(sentence: string): Obstacle {
  return { sentence, meaning: "quiet", final: true, channel: false };
}

function wait(sentence: string, meaning: Meaning): Obstacle {
  return { sentence, meaning, final: false, channel: true };
}
