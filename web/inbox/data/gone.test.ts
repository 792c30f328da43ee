import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { forgetConversation, lookAgain, seeAgain } from "#web/inbox/data/gone.ts";
import { conversationQuery, listQuery } from "#web/inbox/data/queries.ts";
import { idOf, lenas } from "#web/inbox/test-rows.ts";

const list = listQuery({ queue: "all" }).queryKey;
const own = conversationQuery(idOf(1)).queryKey;

test("what left the member's sight leaves the lists, and is not remembered for the next member", () => {
  const client = new QueryClient();
  client.setQueryData(list, { pages: [{ items: [lenas()], next: null }], pageParams: [null] });
  forgetConversation(client, idOf(1), "Ben");
  forgetConversation(client, idOf(1));
  expect(client.getQueryData(list)?.pages[0]?.items).toEqual([]);
  expect(client.getQueryData(["gone", idOf(1)])).toBe("Ben");
  seeAgain(client, idOf(1));
  expect(client.getQueryData(["gone", idOf(1)])).toBeUndefined();
  forgetConversation(client, idOf(1));
  client.clear();
  expect(client.getQueryData(["gone", idOf(1)])).toBeUndefined();
});

test("when what the member sees has changed as a whole, what is not open is asked for when it is opened", () => {
  const client = new QueryClient();
  client.setQueryData(own, lenas());
  forgetConversation(client, idOf(1));
  lookAgain(client);
  expect([client.getQueryData(["gone", idOf(1)]), client.getQueryData(own)]).toEqual([undefined, undefined]);
});
