import { threadChanged } from "../state/letters.ts";
import { type Thread, timeOf } from "../state/world.ts";
import { type Call, objectOf, text } from "./call.ts";
import { badParameter } from "./graph-error.ts";

/** What a page does beside writing. https://developers.facebook.com/docs/messenger-platform/send-messages/sender-actions */
export function performAction(call: Call, thread: Thread, action: string) {
  const perform = actions[action.toLowerCase()];
  if (!perform) {
    const choice = Object.keys(actions).join(", ").toUpperCase();
    throw badParameter(`Param sender_action must be one of {${choice}} - got "${action}".`);
  }
  perform(call, thread);
  threadChanged(call.world, thread);
  return { recipient_id: thread.psid };
}

const actions: Record<string, (call: Call, thread: Thread) => void> = {
  typing_on: (_call, thread) => {
    thread.isTyping = true;
  },
  typing_off: (_call, thread) => {
    thread.isTyping = false;
  },
  mark_seen: ({ world }, thread) => {
    thread.pageReadAt = timeOf(world);
  },
  react: (call, thread) => {
    const emoji = text(payloadOf(call), "reaction");
    if (emoji === undefined) throw badParameter("Param payload[reaction] is required");
    letterOf(call, thread).reactions.page = emoji;
  },
  unreact: (call, thread) => {
    letterOf(call, thread).reactions.page = undefined;
  },
};

function payloadOf({ params }: Call): Record<string, unknown> {
  return objectOf(params, "payload") ?? {};
}

function letterOf(call: Call, thread: Thread) {
  const letter = thread.letters.get(text(payloadOf(call), "message_id") ?? "");
  if (!letter || letter.isUnsent) throw badParameter("Invalid message ID in payload");
  return letter;
}
