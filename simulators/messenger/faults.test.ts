import { expect, test } from "vitest";
import { graph, setUp, waitFor } from "./harness.ts";

async function stage() {
  const { messenger, app, shop, ana } = await setUp();
  const token = app.connect(shop);
  ana.write(shop, "hello");
  const body = { recipient: { id: ana.psid(shop) }, messaging_type: "RESPONSE", message: { text: "answer" } };
  const send = () => graph(messenger, "POST", "me/messages", token, body);
  return { messenger, app, shop, ana, token, send };
}

test("any code for the next calls, with status, transience and usage as Meta tells them", async () => {
  const { messenger, send } = await stage();
  messenger.fail("POST messages", 613, { times: 1 });
  const limited = await send();
  expect(limited.body.error).toMatchObject({ code: 613, is_transient: true });
  expect(limited.headers.get("x-page-usage")).toContain('"call_count":100');
  expect(limited.headers.get("x-business-use-case-usage")).toContain("estimated_time_to_regain_access");
  messenger.fail("messages", 2, { times: 1 });
  expect(await send()).toMatchObject({ status: 500, body: { error: { code: 2, is_transient: true } } });
  messenger.fail("POST messages", 551, { subcode: 1545041, times: 1 });
  expect((await send()).body.error).toMatchObject({ code: 551, error_subcode: 1545041 });
  const well = await send();
  expect(well.status).toBe(200);
  expect(well.headers.get("facebook-api-version")).toBe("v23.0");
  messenger.faults.add({ kind: "usage", percent: 91 });
  expect((await send()).headers.get("x-page-usage")).toContain('"call_count":91');
});

test("answer lost: the message is there, and its echo too", async () => {
  const { messenger, shop, ana, send } = await stage();
  messenger.faults.add({ kind: "answer lost", method: "POST messages", times: 1 });
  await expect(send()).rejects.toThrow();
  expect(ana.thread(shop).at(-1)?.text).toBe("answer");
  expect(messenger.requests.at(-1)).toMatchObject({ method: "POST messages", outcome: "answer lost" });
});

test("silent, dropped, broken and down", async () => {
  const { messenger, shop, ana, token, send } = await stage();
  messenger.faults.add({ kind: "silent", method: "POST messages", times: 1 });
  const me = `${messenger.url}/v23.0/me/messages?access_token=${token}`;
  const patience = new AbortController();
  const unanswered = expect(fetch(me, { method: "POST", signal: patience.signal })).rejects.toThrow("aborted");
  await waitFor(() => expect(messenger.requests.at(-1)?.outcome).toBe("silent"));
  patience.abort();
  await unanswered;
  messenger.faults.add({ kind: "drop", times: 1 });
  await expect(send()).rejects.toThrow();
  messenger.faults.add({ kind: "server error", status: 503, times: 1 });
  expect((await fetch(me, { method: "POST" })).headers.get("content-type")).toContain("text/html");
  const up = messenger.faults.add({ kind: "down" });
  await expect(send()).rejects.toThrow();
  up();
  expect(ana.thread(shop)).toHaveLength(1);
  expect((await send()).status).toBe(200);
});

test("faults strike only where they are meant to", async () => {
  const { messenger, app, ana, send } = await stage();
  const other = messenger.page({ name: "Ortiz Repairs" });
  ana.write(other, "hello");
  messenger.faults.add({ kind: "refuse", code: 1, pageId: other.id });
  expect((await send()).status).toBe(200);
  const message = { recipient: { id: ana.psid(other) }, message: { text: "x" } };
  const refused = await graph(messenger, "POST", "me/messages", app.connect(other), message);
  expect(refused.body.error).toMatchObject({ code: 1 });
});
