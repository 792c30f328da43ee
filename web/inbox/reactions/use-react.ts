import { useQueryClient } from "@tanstack/react-query";
import { reactToMessage } from "#contract/gestures.ts";
import type { Message } from "#contract/messages.ts";
import { notifyProblem } from "#web/design/notify.tsx";
import { keepAnswer, keepMessage, knownMessage } from "#web/inbox/data/keep-thread.ts";
import { withOurs } from "#web/inbox/reactions/gathered.ts";
import { call } from "#web/shell/api.ts";
import { useSession } from "#web/shell/session.ts";

/** Reacts to a message, or takes the reaction back (null). Shown at once, and taken back when it was refused. */
export function useReact(): (message: Message, emoji: string | null) => Promise<void> {
  const client = useQueryClient();
  const me = useSession().profile.id;
  return async (message, emoji) => {
    const former = knownMessage(client, message) ?? message;
    const expected = { ...former, reactions: withOurs(former.reactions, emoji, me) };
    keepMessage(client, expected);
    const params = { conversationId: message.conversationId, messageId: message.id };
    try {
      keepAnswer(client, await call(reactToMessage, { params, body: { emoji } }), expected);
    } catch (error) {
      keepAnswer(client, former, expected);
      notifyProblem(error);
    }
  };
}
