import { useQueryClient } from "@tanstack/react-query";
import {
  archiveConversation,
  assignConversation,
  type Conversation,
  markConversationRead,
  reopenConversation,
  unassignConversation,
} from "#contract/conversations.ts";
import type { Member } from "#contract/members.ts";
import { type Message, resolveMessage } from "#contract/messages.ts";
import { notifyProblem, notifyUndo } from "#web/design/notify.tsx";
import { forgetConversation } from "#web/inbox/data/gone.ts";
import { changeUnread, keepAnswered, keepConversation, knownRow } from "#web/inbox/data/keep-conversation.ts";
import { keepAnswer } from "#web/inbox/data/keep-thread.ts";
import { conversationQuery, keys } from "#web/inbox/data/queries.ts";
import { call } from "#web/shell/api.ts";
import { isProblem } from "#web/shell/problem.ts";
import { useSession } from "#web/shell/session.ts";

/** What a member can do to a conversation. Each shows its effect at once and tells in a corner when it was refused. */
export function useDeeds() {
  const client = useQueryClient();
  const me = useSession().profile;
  const recount = () => void client.invalidateQueries({ queryKey: keys.counts });
  const keep = (row: Conversation) => {
    keepConversation(client, row, me.id);
    recount();
  };
  const refresh = (conversationId: string) => {
    void client.invalidateQueries(conversationQuery(conversationId));
    void client.invalidateQueries({ queryKey: keys.list });
  };

  /**
   * Shows `expected` until the server has answered, and the former row again when it refuses. An answer of null says that the deed has
   * taken the conversation out of this member's sight.
   */
  async function attempt(former: Conversation, expected: Conversation, deed: () => Promise<Conversation | null>) {
    keepConversation(client, expected, me.id);
    const shown = knownRow(client, former.id);
    try {
      const row = await deed();
      if (row) keepAnswered(client, row, shown, me.id);
      else forgetConversation(client, former.id);
      recount();
      return true;
    } catch (error) {
      const isTold = knownRow(client, former.id) !== shown;
      keepAnswered(client, former, shown, me.id);
      if (isTold || isProblem(error, "already_assigned")) refresh(former.id);
      notifyProblem(error);
      return false;
    }
  }

  function assign(row: Conversation, member: Pick<Member, "id" | "displayName" | "avatarFileId">) {
    const assignee = { memberId: member.id, displayName: member.displayName, avatarFileId: member.avatarFileId };
    const body = { memberId: member.id, expectedAssigneeId: row.assignee?.memberId ?? null };
    return attempt(row, { ...row, assignee }, () => call(assignConversation, { params: paramsOf(row), body }));
  }

  function unassign(row: Conversation) {
    return attempt(row, { ...row, assignee: null }, () => call(unassignConversation, { params: paramsOf(row) }));
  }

  async function archive(row: Conversation, archivedAt: string) {
    const done = await attempt(row, { ...row, archivedAt }, () => call(archiveConversation, { params: paramsOf(row) }));
    if (done) notifyUndo(`Conversation with ${row.contact.name} archived.`, async () => keep(await reopened(row)));
  }

  async function reopen(row: Conversation) {
    const done = await attempt(row, { ...row, archivedAt: null }, () => reopened(row));
    if (done) notifyUndo(`Conversation with ${row.contact.name} reopened.`, async () => keep(await archived(row)));
  }

  async function markRead(row: Conversation) {
    changeUnread(client, row.id, () => 0);
    // Not told when it fails: showing the count again would mark it again, over and over while the line is down.
    await call(markConversationRead, { params: paramsOf(row) }).catch(() => undefined);
    recount();
  }

  async function resolve(message: Message, decision: "sent" | "send_again" | "discard") {
    const params = { conversationId: message.conversationId, messageId: message.id };
    const answered = call(resolveMessage, { params, body: { decision } });
    await answered.then((one) => keepAnswer(client, one, message), notifyProblem);
  }

  return { assignToMe: (row: Conversation) => assign(row, me), assign, unassign, archive, reopen, markRead, resolve };
}

function paramsOf(row: Conversation) {
  return { conversationId: row.id };
}

function reopened(row: Conversation) {
  return call(reopenConversation, { params: paramsOf(row) });
}

function archived(row: Conversation) {
  return call(archiveConversation, { params: paramsOf(row) });
}
