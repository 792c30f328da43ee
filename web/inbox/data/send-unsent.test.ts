import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sendMessage } from "#contract/messages.ts";
import { dropUnsent, unsentOf } from "#web/inbox/data/outbox.ts";
import { send } from "#web/inbox/data/send-unsent.ts";
import { idOf, momentOf, said } from "#web/inbox/test-rows.ts";
import { addressOf } from "#web/shell/api.ts";
import { tellLineStands } from "#web/shell/line.ts";
import { entranceKey } from "#web/shell/session.ts";

const lane = { memberId: idOf(300), conversationId: idOf(1) };
type Answer = () => Response;
/** What the network makes of the next sendings; once nothing is left here, everything is accepted. */
let answers: Answer[];
/** The key and the words of every sending that the browser tried. */
let tried: { idempotencyKey: string; text: string }[];

const away: Answer = () => {
  throw new TypeError("Failed to fetch");
};
const refused: Answer = () =>
  Response.json(
    { type: "about:blank", title: "The customer has blocked you.", status: 409, code: "blocked" },
    { status: 409 },
  );

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", new EventTarget());
  answers = [];
  tried = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    expect(address).toBe(addressOf(sendMessage, { params: lane }));
    tried.push(JSON.parse(String(init.body)));
    return answers.shift()?.() ?? Response.json(said(tried.length, 0), { status: 201 });
  });
});

afterEach(() => {
  for (const one of unsentOf(lane)) dropUnsent(one.idempotencyKey);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("what had no connection goes out by itself when the line stands, in order and under its key", async () => {
  answers = [away, away, away];
  const client = clientOf(lane.memberId);
  for (const text of ["One", "Two"]) write(client, text);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(unsentOf(lane)).toMatchObject([
    { state: "failed", unreached: true, failure: expect.stringContaining("by itself") },
    { state: "waiting" },
  ]);
  expect(tried.map(({ text }) => text)).toEqual(["One", "One", "One"]);

  tellLineStands();
  await vi.advanceTimersByTimeAsync(0);
  expect(tried.slice(3)).toMatchObject([
    { text: "One", idempotencyKey: "key of One" },
    { text: "Two", idempotencyKey: "key of Two" },
  ]);
  expect(unsentOf(lane)).toEqual([]);
});

test("a line that came back during the last try is not missed", async () => {
  const back: Answer = () => {
    tellLineStands();
    return away();
  };
  answers = [away, away, back];
  write(clientOf(lane.memberId), "One");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(unsentOf(lane)).toEqual([]);
});

test("what the server refused waits for its author", async () => {
  answers = [refused];
  write(clientOf(lane.memberId), "One");
  await vi.advanceTimersByTimeAsync(0);
  tellLineStands();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(tried).toHaveLength(1);
  expect(unsentOf(lane)).toMatchObject([{ state: "failed", refused: true }]);
});

test("nothing goes out in the name of another member", async () => {
  answers = [away, away, away];
  const client = clientOf(lane.memberId);
  write(client, "One");
  await vi.advanceTimersByTimeAsync(10_000);
  signIn(client, idOf(301));
  tellLineStands();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(tried).toHaveLength(3);

  signIn(client, lane.memberId);
  tellLineStands();
  await vi.advanceTimersByTimeAsync(0);
  expect(tried).toHaveLength(4);
});

function write(client: QueryClient, text: string): void {
  send(client, {
    ...lane,
    idempotencyKey: `key of ${text}`,
    writtenAt: momentOf(0),
    text,
    file: null,
    asDocument: false,
    voice: null,
    replyTo: null,
    note: null,
  });
}

function clientOf(memberId: string): QueryClient {
  const client = new QueryClient();
  signIn(client, memberId);
  return client;
}

function signIn(client: QueryClient, memberId: string): void {
  client.setQueryData([...entranceKey], { session: { profile: { id: memberId } } });
}
