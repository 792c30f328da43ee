import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import {
  applyShared,
  changeUnread,
  keepAnswered,
  keepConversation,
  knownRow,
} from "#web/inbox/data/keep-conversation.ts";
import { conversationQuery, listQuery } from "#web/inbox/data/queries.ts";
import { idOf, lenas, momentOf } from "#web/inbox/test-rows.ts";

const me = idOf(300);

test("a customer's message counts up what this member has not seen, wherever the row is shown", () => {
  const client = clientShowing(lenas({ unread: 2 }));
  applyShared(client, lenas({ lastActivityAt: momentOf(5) }), me, 1);
  expect(knownRow(client, idOf(1))?.unread).toBe(3);
  expect(listed(client)).toMatchObject([{ unread: 3, lastActivityAt: momentOf(5) }]);
});

test("what somebody has answered is unread no more", () => {
  const client = clientShowing(lenas({ unread: 2 }));
  applyShared(client, lenas({ unreplied: false }), me, 0);
  expect(listed(client)).toMatchObject([{ unread: 0 }]);
});

test("a change that brings no message leaves the count", () => {
  const client = clientShowing(lenas({ unread: 2 }));
  applyShared(client, lenas({ blockedByCustomer: true }), me, 0);
  expect(listed(client)).toMatchObject([{ unread: 2, blockedByCustomer: true }]);
});

test("reading it in another tab clears the count here", () => {
  const client = clientShowing(lenas({ unread: 2 }));
  changeUnread(client, idOf(1), () => 0);
  expect(listed(client)).toMatchObject([{ unread: 0 }]);
});

test("an archived conversation leaves the open queue at once", () => {
  const client = clientShowing(lenas());
  keepConversation(client, lenas({ archivedAt: momentOf(9) }), me);
  expect(listed(client)).toEqual([]);
  expect(client.getQueryData(conversationQuery(idOf(1)).queryKey)?.archivedAt).toBe(momentOf(9));
});

test("an answer is kept, but not over what was told while it was on its way", () => {
  const client = clientShowing(lenas());
  const answer = lenas({ assignee: { memberId: me, displayName: "Ana Ortiz", avatarFileId: null } });
  keepAnswered(client, answer, knownRow(client, idOf(1)), me);
  expect(listed(client)).toEqual([answer]);
  const known = knownRow(client, idOf(1));
  applyShared(client, lenas({ archivedAt: momentOf(9) }), me, 0);
  keepAnswered(client, answer, known, me);
  expect(knownRow(client, idOf(1))?.archivedAt).toBe(momentOf(9));
});

const filter = { queue: "all" } as const;

function clientShowing(row: ReturnType<typeof lenas>): QueryClient {
  const client = new QueryClient();
  client.setQueryData(listQuery(filter).queryKey, { pages: [{ items: [row], next: null }], pageParams: [null] });
  return client;
}

function listed(client: QueryClient) {
  return client.getQueryData(listQuery(filter).queryKey)?.pages.flatMap((page) => page.items);
}
