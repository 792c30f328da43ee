import { expect, test } from "vitest";
import { connected, graph, setUp, waitFor } from "./harness.ts";

const HOUR = 60 * 60 * 1000;
const sentence = (text: string) => ({ messaging_type: "RESPONSE", message: { text } });

test("a text is on the phone, echoed with its metadata, delivered and read", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const { hook, token } = await connected(app, shop);
  const mid = ana.write(shop, "Do you have them in blue? ¿Sí?");
  const recipient = { id: ana.psid(shop) };
  const message = { text: "Yes", metadata: "m-17" };
  const { body } = await graph(messenger, "POST", "me/messages", token, {
    recipient,
    messaging_type: "RESPONSE",
    message,
    reply_to: { mid },
  });
  expect(body).toMatchObject({ recipient_id: recipient.id, message_id: expect.stringMatching(/^m_/) });
  expect(ana.thread(shop).at(-1)).toMatchObject({ text: "Yes", replyTo: mid, state: "delivered", metadata: "m-17" });
  ana.read(shop);
  await waitFor(() => expect(hook.events()).toHaveLength(4));
  expect(hook.events()).toMatchObject([
    {
      page: shop.id,
      sender: recipient,
      recipient: { id: shop.id },
      message: { mid, text: "Do you have them in blue? ¿Sí?" },
    },
    {
      sender: { id: shop.id },
      recipient,
      message: { mid: body.message_id, is_echo: true, app_id: Number(app.id), metadata: "m-17", reply_to: { mid } },
    },
    { delivery: { mids: [body.message_id] } },
    { read: { watermark: expect.any(Number) } },
  ]);
  expect(messenger.requests.at(-1)).toMatchObject({ method: "POST messages", psid: recipient.id, outcome: "answered" });
});

test("the window closes after a day; the human agent tag holds it open for seven", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const token = app.connect(shop);
  ana.write(shop, "hello");
  const send = (more: Record<string, unknown> = {}) =>
    graph(messenger, "POST", `${shop.id}/messages`, token, {
      recipient: { id: ana.psid(shop) },
      ...sentence("late"),
      ...more,
    });
  const tagged = { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" };
  messenger.advance(23 * HOUR);
  expect((await send()).status).toBe(200);
  messenger.advance(2 * HOUR);
  expect((await send()).body).toMatchObject({ error: { code: 10, error_subcode: 2018278, type: "OAuthException" } });
  expect((await send(tagged)).status).toBe(200);
  app.setRules({ humanAgent: false });
  expect((await send(tagged)).body).toMatchObject({ error: { code: 10, error_subcode: 2018278 } });
  app.setRules({ humanAgent: true });
  messenger.advance(7 * 24 * HOUR);
  expect((await send(tagged)).body).toMatchObject({ error: { code: 10, error_subcode: 2018278 } });
  ana.write(shop, "I am back");
  expect((await send()).status).toBe(200);
});

test("what cannot be sent is refused in Meta's codes", async () => {
  const { messenger, app, shop, elena, ana } = await setUp();
  const token = app.connect(shop);
  ana.write(shop, "hello");
  const send = (body: Record<string, unknown>) => graph(messenger, "POST", "me/messages", token, body);
  const recipient = { id: ana.psid(shop) };
  const errorOf = async (body: Record<string, unknown>) => (await send({ recipient, ...body })).body.error;
  expect(await errorOf({ message: { text: "x".repeat(2001) } })).toMatchObject({ code: 100 });
  expect(await errorOf({ message: {} })).toMatchObject({ code: 100 });
  expect(await errorOf({ ...sentence("x"), recipient: { id: "123" } })).toMatchObject({
    code: 100,
    error_subcode: 2018001,
  });
  ana.block(shop);
  expect(await errorOf(sentence("x"))).toMatchObject({ code: 551, error_subcode: 1545041 });
  ana.unblock(shop);
  elena.removePermission(app, "pages_messaging");
  expect(await errorOf(sentence("x"))).toMatchObject({ code: 200 });
  elena.givePermission(app, "pages_messaging");
  shop.unpublish();
  expect(await errorOf(sentence("x"))).toMatchObject({ code: 200 });
  shop.publish();
  expect((await send({ recipient, ...sentence("x".repeat(2000)) })).status).toBe(200);
});

test("tokens end in four ways", async () => {
  const { messenger, app, shop, elena } = await setUp();
  const errorOf = async (token: string) => (await graph(messenger, "GET", "me", token)).body.error;
  expect(await errorOf("EAAnonsense")).toMatchObject({ code: 190, fbtrace_id: expect.any(String) });
  const first = app.connect(shop);
  expect(await errorOf(first)).toBeUndefined();
  shop.expireTokensIn(1000);
  messenger.advance(2000);
  expect(await errorOf(first)).toMatchObject({ code: 190, error_subcode: 463 });
  const second = app.connect(shop);
  shop.revokeTokens(467);
  expect(await errorOf(second)).toMatchObject({ code: 190, error_subcode: 467 });
  const third = app.connect(shop);
  elena.changePassword();
  expect(await errorOf(third)).toMatchObject({ code: 190, error_subcode: 460 });
  const fourth = app.connect(shop);
  await elena.removeApp(app);
  expect(await errorOf(fourth)).toMatchObject({ code: 190, error_subcode: 458 });
});

test("typing, seen, and reactions are shown on the phone", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const token = app.connect(shop);
  const mid = ana.write(shop, "hello");
  const recipient = { id: ana.psid(shop) };
  const act = (body: Record<string, unknown>) => graph(messenger, "POST", "me/messages", token, { recipient, ...body });
  expect((await act({ sender_action: "typing_on" })).body).toEqual({ recipient_id: recipient.id });
  await act({ sender_action: "mark_seen" });
  expect(ana.sees(shop)).toMatchObject({ typing: true, readByPageAt: expect.any(Date) });
  await act({ sender_action: "react", payload: { message_id: mid, reaction: "😊" } });
  expect(ana.thread(shop)[0]?.reactions).toEqual({ customer: undefined, page: "😊" });
  await act({ sender_action: "unreact", payload: { message_id: mid } });
  expect(ana.thread(shop)[0]?.reactions.page).toBeUndefined();
  expect((await act({ sender_action: "typing_on", message: { text: "x" } })).body.error).toMatchObject({ code: 100 });
});
