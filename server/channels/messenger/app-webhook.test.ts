import { expect, onTestFinished, test } from "vitest";
import type { ChannelReason } from "#contract/channels.ts";
import { type AskedBy, appWebhook } from "#server/channels/messenger/app-webhook.ts";
import { subscribedFields } from "#server/channels/messenger/subscribe-page.ts";
import { usualTimes } from "#server/channels/messenger/times.ts";
import { type SimulatedApp, startMessenger } from "#simulators/messenger/start-messenger.ts";

const address = "https://desk.example.com/api/v1/webhooks/messenger";
const verifyToken = "open sesame";
const never = new AbortController().signal;
const afresh = { shared: 0, right: 0, wrong: 0 };
const once = { shared: 3_600_000, right: 3_600_000, wrong: 3_600_000 };

async function setUp(webhook: typeof afresh) {
  const messenger = await startMessenger();
  onTestFinished(() => messenger.close());
  const app = messenger.app({ name: "Wokfow", requireProof: true });
  const line = { root: messenger.url, appId: app.id, appSecret: app.secret };
  const look = appWebhook(line, { ...usualTimes, probe: 30_000, webhook });
  const questions = () => messenger.requests.filter(({ method }) => method === "GET subscriptions").length;
  return {
    ...{ messenger, app, questions },
    look: (by: AskedBy = "probe", signal = never) => look(address, by, signal),
  };
}

type Fields = Parameters<SimulatedApp["setWebhookUnverified"]>[0]["fields"];

const enter =
  (url: string, fields: Fields = [...subscribedFields]) =>
  (app: SimulatedApp) =>
    app.setWebhookUnverified({ url, verifyToken, fields });

test.each<[string, ChannelReason | null, (app: SimulatedApp) => unknown]>([
  ["nothing was entered", "webhook_missing", () => undefined],
  ["it stands there as it is", null, enter(address)],
  ["it is written another way", null, enter("https://DESK.example.com:443/api/v1/webhooks/messenger/?from=meta#top")],
  ["another server is told", "webhook_elsewhere", enter("https://old.example.com/api/v1/webhooks/messenger")],
  ["the path is another one", "webhook_elsewhere", enter("https://desk.example.com/api/v1/webhooks")],
  ["it is not https", "webhook_elsewhere", enter("http://desk.example.com/api/v1/webhooks/messenger")],
  ["messages are not ticked", "webhook_fields", enter(address, ["message_echoes", "message_reads"])],
  ["echoes are not ticked", "webhook_fields", enter(address, ["messages", "message_reads"])],
  ["only what can be missed is not ticked", null, enter(address, ["messages", "message_echoes"])],
  ["more is ticked than is needed", null, enter(address, [...subscribedFields, "feed"])],
])("when %s: %s", async (_what, reason, happen) => {
  const { app, look } = await setUp(afresh);
  happen(app);
  expect(await look()).toBe(reason);
});

test("a webhook that Facebook has turned off is wrong until it is saved again", async () => {
  const { app, look } = await setUp(afresh);
  enter(address)(app);
  app.turnWebhookOff();
  expect(await look()).toBe("webhook_off");
  enter(address)(app);
  expect(await look()).toBeNull();
});

test("twenty pages that ask at once, and again a moment later, ask Facebook once", async () => {
  const { app, look, questions } = await setUp(once);
  enter(address)(app);
  const all = () => Promise.all(Array.from({ length: 20 }, (_, turn) => look(turn % 2 ? "probe" : "keeping")));
  expect(new Set([...(await all()), ...(await all())])).toEqual(new Set([null]));
  expect(questions()).toBe(1);
});

test("what was found right is believed longer than what was found wrong", async () => {
  const { app, look, questions } = await setUp({ ...once, wrong: 0 });
  expect(await look("keeping")).toBe("webhook_missing");
  enter(address)(app);
  expect(await look("keeping")).toBeNull();
  expect(await look("keeping")).toBeNull();
  expect(questions()).toBe(2);
});

test("a question that was not answered says nothing, and leaves the last answer standing", async () => {
  const { app, look, messenger } = await setUp(afresh);
  const down = messenger.faults.add({ kind: "drop", method: "GET subscriptions" });
  expect(await look()).toBeNull();
  down();
  expect(await look()).toBe("webhook_missing");
  for (const code of [2, 4, 190]) {
    const refused = messenger.fail("GET subscriptions", code);
    expect(await look(), String(code)).toBe("webhook_missing");
    refused();
  }
  enter(address)(app);
  expect(await look()).toBeNull();
  messenger.faults.add({ kind: "down" });
  expect(await look()).toBeNull();
});

test("whoever gives up does not take the answer away from the others", async () => {
  const { look, messenger, questions } = await setUp(once);
  const slow = messenger.faults.add({ kind: "silent", method: "GET subscriptions" });
  const given = new AbortController();
  const first = look("probe", given.signal);
  const second = look();
  await expect.poll(questions, { timeout: 30_000 }).toBe(1);
  slow();
  given.abort();
  expect(await first).toBeNull();
  expect(await second).toBe("webhook_missing");
});
