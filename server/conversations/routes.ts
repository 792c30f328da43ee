import * as conversations from "#contract/conversations.ts";
import * as gestures from "#contract/gestures.ts";
import * as messages from "#contract/messages.ts";
import * as notes from "#contract/notes.ts";
import * as transfers from "#contract/transfers.ts";
import { archiveConversation } from "#server/conversations/archive-conversation.ts";
import { assignConversation } from "#server/conversations/assignment/assign-conversation.ts";
import { listRecipients } from "#server/conversations/assignment/list-recipients.ts";
import { transferConversation } from "#server/conversations/assignment/transfer-conversation.ts";
import { unassignConversation } from "#server/conversations/assignment/unassign-conversation.ts";
import { countConversations } from "#server/conversations/count-conversations.ts";
import type { LineParts } from "#server/conversations/line-parts.ts";
import { listConversations } from "#server/conversations/list-conversations.ts";
import { listMessages } from "#server/conversations/list-messages.ts";
import { markRead } from "#server/conversations/mark-read.ts";
import { listMentionable } from "#server/conversations/notes/list-mentionable.ts";
import { writeNote } from "#server/conversations/notes/write-note.ts";
import { readConversation } from "#server/conversations/read-conversation.ts";
import { reopenConversation } from "#server/conversations/reopen-conversation.ts";
import { beginConversation } from "#server/conversations/send/begin-conversation.ts";
import { reactToMessage } from "#server/conversations/send/react-to-message.ts";
import { resolveMessage } from "#server/conversations/send/resolve-message.ts";
import { sendMessage } from "#server/conversations/send/send-message.ts";
import { typingShower } from "#server/conversations/send/show-typing.ts";
import { JsonText, type Route, serve } from "#server/platform/http/serve.ts";

/** The inbox over HTTP. */
export function conversationRoutes(parts: LineParts): Route[] {
  return [
    ...listRoutes,
    ...conversationVerbs(parts),
    ...colleagueRoutes,
    ...messageRoutes(parts),
    ...gestureRoutes(parts),
  ];
}

const listRoutes = [
  serve(conversations.listConversations, async ({ context, query }) => json(listConversations(context, query))),
  serve(conversations.countConversations, async ({ context, query }) =>
    json(countConversations(context, query.channelId)),
  ),
  serve(conversations.readConversation, async ({ context, params }) =>
    json(readConversation(context, params.conversationId)),
  ),
];

const conversationVerbs = (parts: LineParts): Route[] => [
  serve(conversations.beginConversation, async ({ context, body }) => json(beginConversation(context, parts, body))),
  serve(conversations.assignConversation, async ({ context, params, body }) =>
    json(assignConversation(context, params.conversationId, body)),
  ),
  serve(conversations.unassignConversation, async ({ context, params }) =>
    json(unassignConversation(context, params.conversationId)),
  ),
  serve(conversations.archiveConversation, async ({ context, params }) =>
    json(archiveConversation(context, params.conversationId)),
  ),
  serve(conversations.reopenConversation, async ({ context, params }) =>
    json(reopenConversation(context, params.conversationId)),
  ),
  serve(conversations.markConversationRead, async ({ context, params }) => {
    await markRead(context, parts, params.conversationId);
    return undefined;
  }),
];

/** What colleagues tell each other about a conversation, and how they pass it on. */
const colleagueRoutes = [
  serve(notes.writeNote, async ({ context, params, body }) => json(writeNote(context, params.conversationId, body))),
  serve(notes.listMentionable, ({ context, params, query }) =>
    listMentionable(context, params.conversationId, query.search),
  ),
  serve(transfers.listRecipients, ({ context, params, query }) =>
    listRecipients(context, params.conversationId, query.search),
  ),
  serve(transfers.transferConversation, async ({ context, params, body }) =>
    json(transferConversation(context, params.conversationId, body)),
  ),
];

function messageRoutes(parts: LineParts): Route[] {
  return [
    serve(messages.listMessages, async ({ context, params, query }) =>
      json(listMessages(context, params.conversationId, query)),
    ),
    serve(messages.sendMessage, async ({ context, params, body }) =>
      json(sendMessage(context, parts, params.conversationId, body)),
    ),
    serve(messages.resolveMessage, async ({ context, params: { conversationId, messageId }, body }) =>
      json(resolveMessage(context, conversationId, messageId, body.decision)),
    ),
  ];
}

/** What a customer sees beside messages. */
function gestureRoutes(parts: LineParts): Route[] {
  const showTyping = typingShower(parts);
  return [
    serve(gestures.reactToMessage, async ({ context, params, body }) =>
      json(reactToMessage(context, parts, { ...params, ...body })),
    ),
    serve(gestures.showTyping, async ({ context, params }) => {
      await showTyping(context, params.conversationId);
      return undefined;
    }),
  ];
}

/** PostgreSQL has written the answer already. */
async function json(answer: Promise<string>): Promise<JsonText> {
  return new JsonText(await answer);
}
