import type { RefusalReason } from "#contract/messages.ts";

/** What a person can do about a message that was not taken. */
export type Remedy = "send_again" | "edit" | "channel";

interface Explained {
  readonly sentence: string;
  readonly remedy: Remedy | null;
}

/** Why the outside service did not take a message, and what helps. */
export const refusals: Readonly<Record<RefusalReason, Explained>> = {
  blocked_by_customer: {
    sentence: "The customer has blocked this channel. It can be delivered after they unblock it.",
    remedy: "send_again",
  },
  conversation_gone: { sentence: "This chat no longer exists on the customer's side.", remedy: null },
  text_too_long: { sentence: "The text is longer than this channel takes. Shorten it or split it.", remedy: "edit" },
  text_empty: { sentence: "Nothing readable was left of this text. Write it anew.", remedy: "edit" },
  file_too_large: { sentence: "The file is larger than this channel takes. Send a smaller one.", remedy: "edit" },
  file_refused: { sentence: "The channel did not take this file. Send it in another format.", remedy: "edit" },
  reply_target_gone: {
    sentence: "The message it answers no longer exists. Send it without the quotation.",
    remedy: "edit",
  },
  channel_disconnected: {
    sentence: "The channel was not connected. Send it again when the channel works.",
    remedy: "channel",
  },
  channel_removed: {
    sentence: "The channel has been removed from Wokfow, so nothing can be sent on it.",
    remedy: null,
  },
  not_allowed: { sentence: "The channel is not allowed to write to this customer.", remedy: "send_again" },
  not_on_service: {
    sentence: "This number has no account there. Check the number, or reach the customer another way.",
    remedy: null,
  },
  held_back: { sentence: "A guard of the channel held it back, so that the account is safe.", remedy: "channel" },
  answering_over: {
    sentence:
      "Too long ago: the channel lets customers be answered for some time only. Send it again once they have written.",
    remedy: "send_again",
  },
  unavailable: {
    sentence: "The customer cannot be reached at present: they have turned messages off, or their account rests.",
    remedy: "send_again",
  },
  not_taken: {
    sentence:
      "It never reached the outside service, and later messages have left since. Send it again if it still fits.",
    remedy: "send_again",
  },
  rejected_by_service: { sentence: "The outside service did not take it.", remedy: "send_again" },
};
