import sharp from "sharp";
import { expect, test } from "vitest";
import { connected, graph, setUp, waitFor, webhookServer } from "./harness.ts";

const DAY = 24 * 60 * 60 * 1000;

function picture(): Promise<Buffer> {
  return sharp({ create: { width: 30, height: 20, channels: 3, background: "#c33" } })
    .png()
    .toBuffer();
}

function upload(
  type: string,
  bytes: Buffer,
  name: string,
  mimeType: string,
  more: Record<string, unknown> = {},
): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(more)) form.set(key, JSON.stringify(value));
  form.set("message", JSON.stringify({ attachment: { type, payload: { is_reusable: true } } }));
  form.set("filedata", new Blob([new Uint8Array(bytes)], { type: mimeType }), name);
  return form;
}

test("a picture that was uploaded is sent by its id, and is on the phone", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const { hook, token } = await connected(app, shop);
  ana.write(shop, "hello");
  const bytes = await picture();
  const uploaded = await graph(
    messenger,
    "POST",
    "me/message_attachments",
    token,
    upload("image", bytes, "a.png", "image/png"),
  );
  const attachment = { type: "image", payload: { attachment_id: uploaded.body.attachment_id } };
  const recipient = { id: ana.psid(shop) };
  const sent = await graph(messenger, "POST", "me/messages", token, { recipient, message: { attachment } });
  expect(sent.status).toBe(200);
  await waitFor(() => expect(hook.events()).toHaveLength(3));
  const { message }: { message: { attachments: { payload: { url: string } }[] } } = JSON.parse(
    JSON.stringify(hook.events()[1]),
  );
  const shown = await fetch(message.attachments[0]?.payload.url ?? "");
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(bytes);
  messenger.advance(91 * DAY);
  ana.write(shop, "still there");
  const late = await graph(messenger, "POST", "me/messages", token, { recipient, message: { attachment } });
  expect(late.body.error).toMatchObject({ code: 100, error_subcode: 2018074 });
});

test("a file goes with its message, or is fetched from an address; types must fit", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const { token } = await connected(app, shop);
  ana.write(shop, "hello");
  const recipient = { id: ana.psid(shop) };
  const form = upload("file", Buffer.from("%PDF"), "list.pdf", "application/pdf", { recipient });
  const { body } = await graph(messenger, "POST", `${shop.id}/messages`, token, form);
  expect(body).toMatchObject({ message_id: expect.any(String), attachment_id: expect.any(String) });
  const wrong = upload("video", Buffer.from("%PDF"), "list.pdf", "application/pdf", { recipient });
  const refused = await graph(messenger, "POST", "me/messages", token, wrong);
  expect(refused.body.error).toMatchObject({ code: 100, error_subcode: 2018047 });
  const nowhere = { attachment: { type: "image", payload: { url: "http://127.0.0.1:1/x.png" } } };
  const lost = await graph(messenger, "POST", "me/messages", token, { recipient, message: nowhere });
  expect(lost.body.error).toMatchObject({ code: 100, error_subcode: 2018008 });
});

test("addresses of files end, and cannot be made up; the message has fresh ones", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const { hook, token } = await connected(app, shop);
  const mid = ana.sendFile(shop, { bytes: Buffer.from("1;2"), name: "list.csv" });
  await waitFor(() => expect(hook.events()).toHaveLength(1));
  const [event] = hook.events();
  const url = /http[^"]+/.exec(JSON.stringify(event))?.[0] ?? "";
  expect(await (await fetch(url)).text()).toBe("1;2");
  expect((await fetch(url.replace("oh=00_", "oh=01_"))).status).toBe(403);
  messenger.advance(2 * DAY);
  const late = await fetch(url);
  expect([late.status, await late.text()]).toEqual([403, "URL signature expired"]);
  const { body } = await graph(messenger, "GET", `${mid}?fields=attachments,message`, token);
  const fresh = /http[^"]+/.exec(JSON.stringify(body))?.[0] ?? "";
  expect(await (await fetch(fresh)).text()).toBe("1;2");
});

test("the profile of a customer, with picture; and none when there is none", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const token = app.connect(shop);
  ana.write(shop, "hello");
  const path = `${ana.psid(shop)}?fields=first_name,last_name,name,profile_pic`;
  const { body } = await graph(messenger, "GET", path, token);
  expect(body).toMatchObject({ first_name: "Ana", last_name: "Ruiz", name: "Ana Ruiz", id: ana.psid(shop) });
  const shown = await fetch(String(body.profile_pic));
  expect(shown.headers.get("content-type")).toBe("image/png");
  ana.hideProfile();
  expect((await graph(messenger, "GET", path, token)).body.error).toMatchObject({ code: 100, error_subcode: 2018218 });
  expect((await graph(messenger, "GET", "24000000000000000", token)).body.error).toMatchObject({
    code: 100,
    error_subcode: 33,
  });
});

test("the same customer is another person to another page", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const other = messenger.page({ name: "Ortiz Repairs" });
  ana.write(shop, "hello");
  ana.write(other, "hello");
  expect(ana.psid(shop)).not.toBe(ana.psid(other));
  const token = app.connect(other);
  expect((await graph(messenger, "GET", ana.psid(shop), token)).body.error).toMatchObject({ code: 100 });
  const hook = await webhookServer();
  expect(hook.received).toEqual([]);
});
