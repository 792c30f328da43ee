import { afterAll, beforeAll, expect, it } from "vitest";
import { listConversations } from "#contract/conversations.ts";

import { signIn } from "#contract/session.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { createHttp } from "#server/platform/http/create-http.ts";
import { serve } from "#server/platform/http/serve.ts";
import { createLog } from "#server/platform/log/log.ts";

const id = "019a0000-0000-7000-8000-000000000001";
const owner: Caller = {
  sessionId: id,
  personId: id,
  workspaceId: id,
  memberId: id,
  role: "owner",
  reach: "everything",
  mustChoosePassword: false,
};
let http: Awaited<ReturnType<typeof createHttp>>;

/** A server that answers nothing: every request here is refused before it is handled. */
beforeAll(async () => {
  const handle = () => {
    throw new Error("This request should have been refused.");
  };
  const routes = [serve(signIn, handle), serve(listConversations, handle)];
  http = await createHttp({
    log: createLog("silent"),
    events: localEventBus(),
    routes,
    partial: true,
    publicUrl: null,
    authenticate: async () => owner,
    contextOf: handle,
  });
});
afterAll(() => http.close());

it.each([
  ["no body", undefined, [{ path: "", message: "Send a JSON object." }]],
  ["another body", [], [{ path: "", message: "Send a JSON object." }]],
  [
    "a field of another kind, and one that is missing",
    { email: 3 },
    [
      { path: "email", message: "This must be text." },
      { path: "password", message: "This is missing." },
    ],
  ],
  [
    "what the shape has its own sentence for",
    { email: "ana", password: "" },
    [
      { path: "email", message: "Enter an e-mail address such as ana@example.com." },
      { path: "password", message: "Enter the password." },
    ],
  ],
])("the sentences about %s", async (_, payload, fields) => {
  const answer = await http.inject({
    method: "POST",
    url: "/api/v1/session",
    headers: { host: "wokfow.example", origin: "http://wokfow.example" },
    ...(payload && { payload }),
  });
  expect(answer.json()).toMatchObject({ status: 400, fields });
});

it.each([
  ["limit=500", "limit: This must be at most 100."],
  ["limit=0", "limit: This must be at least 1."],
  ["limit=1.5", "limit: This must be a whole number."],
  ["limit=many", "limit: This must be a number."],
  [`cursor=${"x".repeat(501)}`, "cursor: This must have at most 500 characters."],
  ["channelId=7", "channelId: This is not an identifier."],
])("the sentence about the query %.20s", async (query, detail) => {
  const answer = await http.inject(`/api/v1/conversations?${query}`);
  expect(answer.json()).toMatchObject({ status: 400, detail });
});

it("names the choices", async () => {
  const answer = await http.inject("/api/v1/conversations?queue=nobodys");
  expect(answer.json().detail).toMatch(/^queue: This must be one of (\w+, )+\w+\.$/);
});
