import { expect, test } from "vitest";
import { graph, setUp } from "./harness.ts";

const of = (page: { id: string }, psid: string, limit = 20) =>
  `${page.id}/conversations?platform=messenger&user_id=${psid}&fields=messages.limit(${limit}){id,created_time,from,message,attachments}`;

test("a conversation shows its newest messages first, with who wrote them and their files", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const token = app.connect(shop);
  const first = ana.write(shop, "Is it open on Sunday?");
  ana.sendImage(shop, { bytes: Buffer.from("a picture") });
  const answer = shop.write(ana, "Yes");
  const { body } = await graph(messenger, "GET", of(shop, ana.psid(shop)), token);
  expect(body).toMatchObject({
    data: [
      {
        id: expect.stringMatching(/^t_/),
        messages: {
          data: [
            { id: answer, message: "Yes", from: { id: shop.id }, created_time: expect.stringMatching(/:\d\d\+0000$/) },
            {
              message: "",
              from: { id: ana.psid(shop) },
              attachments: { data: [{ image_data: { url: expect.any(String) } }] },
            },
            { id: first, message: "Is it open on Sunday?" },
          ],
        },
      },
    ],
  });
  expect(JSON.stringify(body)).not.toContain("next");
  expect(messenger.requests.at(-1)).toMatchObject({ method: "GET conversations", psid: ana.psid(shop) });
});

test("a longer one says that there is more, and nothing of what is older than the twentieth", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const token = app.connect(shop);
  for (let count = 0; count < 22; count += 1) ana.write(shop, `Message ${count}`);
  const short = await graph(messenger, "GET", of(shop, ana.psid(shop)), token);
  expect(short.body).toMatchObject({ data: [{ messages: { paging: { next: expect.any(String) } } }] });
  const { body } = await graph(messenger, "GET", of(shop, ana.psid(shop), 25), token);
  const shown = JSON.stringify(body).match(/Message \d+/g) ?? [];
  expect([shown.length, shown[0], shown.at(-1)]).toEqual([20, "Message 21", "Message 2"]);
});

test("it takes three permissions, and shows no conversation of another page or with somebody who never wrote", async () => {
  const { messenger, app, shop, elena, ana } = await setUp();
  const token = app.connect(shop);
  const other = messenger.page({ name: "Another" });
  ana.write(other, "Hello");
  const asked = (page: { id: string }) => graph(messenger, "GET", of(page, ana.psid(other)), token);
  expect((await asked(shop)).body).toEqual({ data: [] });
  expect((await asked(other)).status).toBe(400);
  for (const permission of ["pages_messaging", "pages_manage_metadata", "pages_read_engagement"]) {
    elena.removePermission(app, permission);
    const message = `(#200) Requires ${permission} permission to manage the object`;
    expect(await asked(shop)).toMatchObject({ status: 403, body: { error: { code: 200, message } } });
    elena.givePermission(app, permission);
  }
});
