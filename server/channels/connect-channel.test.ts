import { expect, test } from "vitest";
import { connectChannel, listChannels, reconnectChannel, removeChannel } from "#contract/channels.ts";
import { eventually, openChannels } from "#server/testing/open-channels.ts";

const body = (token: string) => ({ body: { kind: "telegram" as const, credentials: { token } } });

test("a bot is connected by its token, proves itself, and its customers' messages arrive", async () => {
  const { shop, telegram, connect, channel, run, rooms } = await openChannels();
  const connected = await connect();
  expect(connected).toMatchObject({
    account: "@ortiz_shop_bot",
    name: "Ortiz Shop",
    status: "CONNECTING",
    proof: null,
  });
  run();
  await eventually(async () => expect(await channel()).toMatchObject({ status: "CONNECTED", reason: null }));
  expect((await channel()).proof?.summary).toMatch(/^getUpdates answered, \d+ updates?$/);
  telegram.customer({ firstName: "Ana" }).write(shop, "hello");
  await eventually(() => expect(rooms.published.map(({ kind }) => kind)).toContain("message.received"));
  await eventually(() => expect(shop.pendingUpdates()).toBe(0));
});

test("the token is never handed out and stands nowhere in the open", async () => {
  const { owner, shop, connect, rooms, context } = await openChannels();
  await connect();
  const answer = await (await owner.fetch("/api/v1/channels")).text();
  const secret = shop.token.split(":")[1] ?? "";
  expect(answer).not.toContain(secret);
  const rows = await context.database.transaction(context.workspaceId, ({ db }) =>
    db.selectFrom("channels").selectAll().execute(),
  );
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(rows[0]?.sealed_credentials?.includes(secret)).toBe(false);
  expect(rooms.published.map(({ kind }) => kind)).toEqual(["channel.changed"]);
});

test("each failure has a sentence of its own and leaves nothing behind", async () => {
  const { owner, shop, telegram } = await openChannels();
  const malformed = await owner.call(connectChannel, body("not a token"));
  expect(malformed).toMatchObject({ status: 422, problem: { code: "malformed_token" } });
  expect(telegram.requests).toHaveLength(0);
  const refused = await owner.call(connectChannel, body(`${shop.id}:${"x".repeat(35)}`));
  expect(refused).toMatchObject({ status: 422, problem: { code: "token_refused" } });
  const up = telegram.faults.add({ kind: "down" });
  const unreachable = await owner.call(connectChannel, body(shop.token));
  expect(unreachable).toMatchObject({ status: 503, problem: { code: "unreachable" } });
  up();
  const sentences = [malformed, refused, unreachable].map(({ problem }) => `${problem.title} ${problem.detail}`);
  expect(new Set(sentences).size).toBe(3);
  expect((await owner.ok(listChannels)).items).toEqual([]);
});

test("an account is connected once here and in no second workspace, which learns no name", async () => {
  const { owner, shop, connect, rooms } = await openChannels();
  await connect();
  expect(await owner.call(connectChannel, body(shop.token))).toMatchObject({
    status: 409,
    problem: { code: "already_connected" },
  });
  const stranger = await rooms.addMember(await rooms.addWorkspace());
  const taken = await stranger.call(connectChannel, body(shop.token));
  expect(taken).toMatchObject({ status: 409, problem: { code: "connected_elsewhere" } });
  expect(JSON.stringify(taken.problem)).not.toMatch(/Ortiz Shop/);
  expect((await stranger.ok(listChannels)).items).toEqual([]);
});

test("twenty who connect one bot at once make one channel", async () => {
  const { owner, shop } = await openChannels();
  const answers = await Promise.all(Array.from({ length: 20 }, () => owner.call(connectChannel, body(shop.token))));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409).map(({ problem }) => problem.code)).toEqual(
    Array(19).fill("already_connected"),
  );
});

test("a removed account is free for others, and continues its channel when it comes back", async () => {
  const { owner, shop, connect, rooms } = await openChannels();
  const { id: channelId } = await connect();
  expect(await owner.ok(removeChannel, { params: { channelId } })).toEqual({ stillLinked: false });
  expect((await owner.ok(listChannels)).items).toEqual([]);
  const stranger = await rooms.addMember(await rooms.addWorkspace());
  const elsewhere = await stranger.ok(connectChannel, body(shop.token));
  expect(elsewhere.id).not.toBe(channelId);
  await stranger.ok(removeChannel, { params: { channelId: elsewhere.id } });
  expect((await connect()).id).toBe(channelId);
});

test("a channel is reconnected with a new token of the same account only", async () => {
  const { owner, shop, telegram, connect, channel, run } = await openChannels();
  const { id: channelId } = await connect();
  run();
  await eventually(async () => expect((await channel()).status).toBe("CONNECTED"));
  const token = shop.issueNewToken();
  await eventually(async () =>
    expect(await channel()).toMatchObject({ status: "NEEDS_ACTION", reason: "token_refused" }),
  );
  const other = telegram.createBot({ username: "other_bot", name: "Other" });
  const wrong = { params: { channelId }, body: { credentials: { token: other.token } } };
  expect(await owner.call(reconnectChannel, wrong)).toMatchObject({ status: 409, problem: { code: "other_account" } });
  await owner.ok(reconnectChannel, { params: { channelId }, body: { credentials: { token } } });
  await eventually(async () => expect((await channel()).status).toBe("CONNECTED"));
});

test("only those who may configure connect", async () => {
  const { rooms, workspaceId, shop, connect } = await openChannels();
  await connect();
  for (const role of ["manager", "user"] as const) {
    const member = await rooms.addMember(workspaceId, role);
    expect((await member.call(connectChannel, body(shop.token))).status).toBe(403);
    expect((await member.ok(listChannels)).items[0]?.can).toEqual({ configure: false });
  }
});
