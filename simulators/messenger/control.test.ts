import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { graph, setUp, waitFor, webhookServer } from "./harness.ts";

async function control(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${url}/control${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

test("another process makes an app, a page and a customer, and writes", async () => {
  const { messenger } = await setUp();
  const hook = await webhookServer();
  const ask = (method: string, path: string, body?: unknown) => control(messenger.url, method, path, body);
  const app = (await ask("POST", "/apps", { name: "Second", redirectUris: ["https://second.example/"] })).body;
  const page = (await ask("POST", "/pages", { name: "Repairs" })).body;
  const customer = (await ask("POST", "/customers", { firstName: "Luis" })).body;
  await ask("PUT", `/apps/${app.id}/webhook`, { url: hook.url, verifyToken: "open sesame" });
  const { token } = (await ask("POST", `/apps/${app.id}/connect`, { pageId: page.id })).body;
  const chat = `/chats/${page.id}/${customer.id}`;
  const { mid } = (await ask("POST", `${chat}/messages`, { text: "hello" })).body;
  await waitFor(() => expect(hook.events()).toMatchObject([{ message: { mid } }]));
  const { psid } = (await ask("GET", chat)).body;
  const message = { recipient: { id: psid }, message: { text: "hello Luis" } };
  expect((await graph(messenger, "POST", "me/messages", token, message)).status).toBe(200);
  expect((await ask("GET", chat)).body.letters).toMatchObject([
    { text: "hello" },
    { text: "hello Luis", state: "delivered" },
  ]);
  await ask("POST", `/inbox/${page.id}/${customer.id}/messages`, { text: "from the inbox" });
  await ask("POST", "/time", { hours: 25 });
  expect((await graph(messenger, "POST", "me/messages", token, message)).body.error).toMatchObject({ code: 10 });
  await ask("POST", `/pages/${page.id}/tokens/revoke`, {});
  expect((await graph(messenger, "GET", "me", token)).body.error).toMatchObject({ code: 190, error_subcode: 460 });
  expect((await ask("GET", "/requests")).body.at(-1)).toMatchObject({ method: "GET me", errorCode: 190 });
});

test("faults are switched on, listed and switched off", async () => {
  const { messenger, app, shop } = await setUp();
  const token = app.connect(shop);
  const { body } = await control(messenger.url, "POST", "/faults", { kind: "refuse", code: 4, method: "GET me" });
  expect((await graph(messenger, "GET", "me", token)).body.error).toMatchObject({ code: 4 });
  await control(messenger.url, "DELETE", `/faults/${body[0].id}`);
  expect((await graph(messenger, "GET", "me", token)).status).toBe(200);
  expect((await control(messenger.url, "POST", "/faults", { kind: "earthquake" })).status).toBe(400);
});

test("pages of other origins are turned away, and what cannot be done is told in a sentence", async () => {
  const { messenger, shop, ana } = await setUp();
  const elsewhere = { origin: "https://elsewhere.example" };
  expect((await control(messenger.url, "GET", "/state", undefined, elsewhere)).status).toBe(403);
  ana.block(shop);
  const refused = await control(messenger.url, "POST", `/chats/${shop.id}/${ana.id}/messages`, { text: "hello" });
  expect(refused.body.message).toBe("Messages of Ortiz Shop are turned off here. Turn them on before writing.");
});

test("logins outlive the simulator", async () => {
  const folder = await mkdtemp(join(tmpdir(), "logins-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "logins.json");
  const live = async () => {
    const stage = await setUp();
    const psid = stage.ana.psid(stage.shop);
    stage.messenger.keepLoginsIn(file);
    return { ...stage, psid };
  };
  const first = await live();
  const token = first.app.connect(first.shop, ["messages"]);
  first.ana.write(first.shop, "hello");
  await first.messenger.close();
  const second = await live();
  expect(second.psid).toBe(first.psid);
  expect(second.shop.subscriptions()).toEqual({ [first.app.id]: ["messages"] });
  const message = { recipient: { id: second.psid }, message: { text: "hello again" } };
  expect((await graph(second.messenger, "POST", "me/messages", token, message)).status).toBe(200);
});
