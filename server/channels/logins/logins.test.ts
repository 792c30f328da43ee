import { expect, test } from "vitest";
import { listAudit } from "#contract/audit.ts";
import { beginLogin, cancelLogin, finishLogin, readLogin, readLoginSetup } from "#contract/channel-logins.ts";
import { connectChannel, listChannels, removeChannel } from "#contract/channels.ts";
import { forgetLogins } from "#server/channels/logins/forget-logins.ts";
import { type LoginRooms, openLogins } from "#server/testing/open-logins.ts";

const finish = (loginId: string, ...pages: readonly { id: string }[]) => ({
  params: { loginId },
  body: { accountIds: pages.map(({ id }) => id) },
});
const channelsOf = async ({ owner }: LoginRooms) => (await owner.ok(listChannels)).items;

test("who logs in with Facebook chooses among their pages, and each becomes a channel with proof", async () => {
  const opened = await openLogins();
  const { owner, logIn, elena, shop, outlet, app, workspaceId, rooms } = opened;
  const login = await logIn(owner);
  expect(login).toMatchObject({
    kind: "messenger",
    state: "choosing",
    person: elena.name,
    failure: null,
    channelId: null,
  });
  expect(login.accounts.map(({ name, standing }) => [name, standing])).toEqual([
    ["Ortiz Shop", "free"],
    ["Ortiz Outlet", "free"],
  ]);
  for (const { picture } of login.accounts)
    expect(picture).toMatch(/^data:image\/(?:png|jpeg|webp);base64,[\w+/]{40,}/);
  const { items } = await owner.ok(finishLogin, finish(login.id, shop, outlet));
  expect(items.map(({ channel, refusal }) => [channel?.name, channel?.status, refusal])).toEqual([
    ["Ortiz Shop", "CONNECTED", null],
    ["Ortiz Outlet", "CONNECTED", null],
  ]);
  for (const { channel } of items) {
    expect(channel).toMatchObject({ kind: "messenger", transport: "webhook" });
    expect(channel?.proof?.summary).toMatch(/^subscribed_apps \d+ ms/);
    expect(Date.parse(channel?.credentialsExpireAt ?? "")).toBeGreaterThan(rooms.clock.now().getTime());
  }
  expect(shop.subscriptions()[app.id]).toContain("messages");
  expect((await channelsOf(opened)).map(({ name }) => name)).toEqual(["Ortiz Shop", "Ortiz Outlet"]);
  const { items: audit } = await owner.ok(listAudit);
  expect(audit.filter(({ action }) => action === "channel.connected")).toHaveLength(2);
  const rest = await rooms
    .contextOf(workspaceId)
    .database.transaction(workspaceId, ({ db }) => db.selectFrom("channel_logins").selectAll().execute());
  expect(rest).toMatchObject([
    { stage: "done", sealed_accounts: null, channel_ids: items.map(({ channel }) => channel?.id) },
  ]);
});

test("no token, code or state stands anywhere in the open", async () => {
  const opened = await openLogins();
  const { owner, leave, comeBack, shop, app, rooms, workspaceId } = opened;
  const address = new URL(await leave(owner));
  const page = await comeBack(owner, address.href);
  const loginId = page.searchParams.get("login") ?? "";
  const waiting = await owner.ok(readLogin, { params: { loginId } });
  const stored = await rooms.contextOf(workspaceId).database.transaction(workspaceId, async ({ db }) => ({
    logins: await db.selectFrom("channel_logins").selectAll().execute(),
  }));
  await owner.ok(finishLogin, finish(loginId, shop));
  const channels = await rooms
    .contextOf(workspaceId)
    .database.transaction(workspaceId, ({ db }) => db.selectFrom("channels").selectAll().execute());
  const everything = JSON.stringify([waiting, stored, channels, await owner.ok(listChannels), page.href]);
  const sealed = [...stored.logins.map((row) => row.sealed_accounts), ...channels.map((row) => row.sealed_credentials)];
  for (const secret of [app.secret, address.searchParams.get("code"), address.searchParams.get("state"), "EAA"]) {
    expect(secret).toBeTruthy();
    expect(everything).not.toContain(secret);
    for (const box of sealed) expect(box?.includes(secret ?? "")).toBe(false);
  }
});

test("each way out has its reason, and nothing is connected", async () => {
  const opened = await openLogins();
  const { owner, logIn, elena, messenger } = opened;
  expect((await logIn(owner, { cancel: true })).failure).toEqual({ reason: "cancelled", missing: [] });
  const untick = ["pages_messaging", "pages_manage_metadata"];
  expect((await logIn(owner, { untick })).failure).toEqual({ reason: "permission_missing", missing: untick });
  for (const permission of untick) elena.givePermission(opened.app, permission);
  expect((await logIn(owner, { pages: [] })).failure).toEqual({ reason: "no_account", missing: [] });
  const broken = messenger.faults.add({ kind: "server error" });
  expect((await logIn(owner)).failure?.reason).toBe("service_error");
  broken();
  const address = await opened.leave(owner);
  const up = messenger.faults.add({ kind: "down" });
  const page = await opened.comeBack(owner, address);
  up();
  const login = await owner.ok(readLogin, { params: { loginId: page.searchParams.get("login") ?? "" } });
  expect(login).toMatchObject({ state: "failed", failure: { reason: "unreachable" }, accounts: [] });
  expect(await channelsOf(opened)).toEqual([]);
});

test("a permission that was left out is asked for again, and then the pages are there", async () => {
  const { owner, logIn, leave, comeBack } = await openLogins();
  expect((await logIn(owner, { untick: ["pages_messaging"] })).failure?.missing).toEqual(["pages_messaging"]);
  // Facebook asks only once by itself.
  expect((await logIn(owner)).failure?.missing).toEqual(["pages_messaging"]);
  const page = await comeBack(owner, await leave(owner, {}, { again: true }));
  const login = await owner.ok(readLogin, { params: { loginId: page.searchParams.get("login") ?? "" } });
  expect(login.state).toBe("choosing");
});

test("a state counts once, for a quarter of an hour, in the session that has begun", async () => {
  const opened = await openLogins();
  const { owner, rooms, workspaceId, leave, comeBack, shop, messenger } = opened;
  const unknown = "/settings/integrations?kind=messenger&login=unknown";
  const address = await leave(owner);
  const colleague = await rooms.addMember(workspaceId, "admin");
  const stranger = await rooms.addMember(await rooms.addWorkspace(), "owner");
  for (const foreign of [colleague, stranger]) {
    const { pathname, search } = await comeBack(foreign, address);
    expect(`${pathname}${search}`).toBe(unknown);
  }
  for (const state of ["", "forged", "\u0000", "x".repeat(200), `${new URL(address).searchParams.get("state")}x`]) {
    const forged = new URL(address);
    forged.searchParams.set("state", state);
    const { pathname, search } = await comeBack(owner, forged.href);
    expect(`${pathname}${search}`).toBe(unknown);
  }
  const page = await comeBack(owner, address);
  const loginId = page.searchParams.get("login") ?? "";
  await owner.ok(finishLogin, finish(loginId, shop));
  const exchanged = () => messenger.requests.filter(({ method }) => /oauth\/access_token/.test(method)).length;
  const before = exchanged();
  expect((await comeBack(owner, address)).search).toBe(page.search);
  expect(exchanged()).toBe(before);
  expect((await owner.ok(readLogin, { params: { loginId } })).state).toBe("done");
  const late = await leave(owner);
  rooms.clock.advance(15 * 60_000 + 1);
  expect((await comeBack(owner, late)).href).toMatch(/login=unknown$/);
  expect(await channelsOf(opened)).toHaveLength(1);
});

test("whose session has ended meanwhile reads that after signing in, and the code is spent", async () => {
  const { owner, leave, comeBack } = await openLogins();
  const address = await leave(owner);
  const cookie = owner.cookies.get("member") ?? "";
  owner.cookies.clear();
  const page = await comeBack(owner, address);
  owner.cookies.set("member", cookie);
  const loginId = page.searchParams.get("login") ?? "";
  expect((await owner.ok(readLogin, { params: { loginId } })).failure?.reason).toBe("signed_out");
  await comeBack(owner, address);
  expect((await owner.ok(readLogin, { params: { loginId } })).state).toBe("failed");
});

test("a page belongs to one workspace only, which learns no name", async () => {
  const opened = await openLogins();
  const { owner, rooms, logIn, shop, outlet } = opened;
  const stranger = await rooms.addMember(await rooms.addWorkspace(), "owner");
  const [mine, theirs] = [await logIn(owner), await logIn(stranger)];
  await owner.ok(finishLogin, finish(mine.id, shop));
  const shown = await stranger.ok(readLogin, { params: { loginId: theirs.id } });
  expect(shown.accounts.map(({ standing }) => standing)).toEqual(["connected_elsewhere", "free"]);
  const { items } = await stranger.ok(finishLogin, finish(theirs.id, shop, outlet));
  expect(items.map(({ channel, refusal }) => [channel?.name, refusal?.code])).toEqual([
    [undefined, "connected_elsewhere"],
    ["Ortiz Outlet", undefined],
  ]);
  const again = await logIn(owner);
  expect(again.accounts.map(({ standing }) => standing)).toEqual(["connected_here", "connected_elsewhere"]);
  const refused = await owner.ok(finishLogin, finish(again.id, shop));
  expect(refused.items[0]?.refusal?.code).toBe("already_connected");
});

test("two workspaces that claim one page at the same time: one has it", async () => {
  const { owner, rooms, logIn, shop } = await openLogins();
  const members = [owner];
  for (let n = 0; n < 4; n++) members.push(await rooms.addMember(await rooms.addWorkspace(), "owner"));
  const claims = [];
  for (const member of members) claims.push({ member, login: await logIn(member) });
  // Each of them twice, as a button that is pressed twice.
  const all = await Promise.all(
    [...claims, ...claims].map(({ member, login }) => member.call(finishLogin, finish(login.id, shop))),
  );
  const connected = all.filter(({ status, body }) => status === 200 && body.items[0]?.channel);
  expect(connected).toHaveLength(1);
  const lists = await Promise.all(members.map(async (member) => (await member.ok(listChannels)).items.length));
  expect(lists.toSorted()).toEqual([0, 0, 0, 0, 1]);
});

test("a removed page is free for others, and continues its channel when it comes back", async () => {
  const opened = await openLogins();
  const { owner, logIn, shop, app } = opened;
  const first = await owner.ok(finishLogin, finish((await logIn(owner)).id, shop));
  const channelId = first.items[0]?.channel?.id ?? "";
  await owner.ok(removeChannel, { params: { channelId } });
  expect(shop.subscriptions()[app.id]).toBeUndefined();
  const login = await logIn(owner);
  expect(login.accounts[0]?.standing).toBe("was_here");
  const { items } = await owner.ok(finishLogin, finish(login.id, shop));
  expect(items[0]?.channel).toMatchObject({ id: channelId, status: "CONNECTED" });
});

test("who logs in again renews the channel, and the others of the same person; another page is refused", async () => {
  const opened = await openLogins();
  const { owner, logIn, shop, outlet, messenger, workspaceId, rooms } = opened;
  const { items } = await owner.ok(finishLogin, finish((await logIn(owner)).id, shop, outlet));
  const [shopId = "", outletId = ""] = items.map(({ channel }) => channel?.id ?? "");
  const other = messenger.person({ name: "Omar Haddad", pages: [messenger.page({ name: "Elsewhere" })] });
  const wrong = await logIn(owner, { person: other }, { channelId: shopId });
  expect(wrong).toMatchObject({ state: "failed", failure: { reason: "other_account" }, channelId: shopId });
  const sealed = () =>
    rooms
      .contextOf(workspaceId)
      .database.transaction(workspaceId, ({ db }) =>
        db.selectFrom("channels").select(["id", "sealed_credentials"]).orderBy("created_at").execute(),
      );
  const before = await sealed();
  const login = await logIn(owner, { pages: [shop, outlet] }, { channelId: shopId });
  expect(login).toMatchObject({ state: "done", failure: null, accounts: [] });
  expect(login.channelIds.toSorted()).toEqual([shopId, outletId].toSorted());
  for (const [index, row] of (await sealed()).entries())
    expect(row.sealed_credentials?.equals(before[index]?.sealed_credentials ?? Buffer.alloc(0))).toBe(false);
  for (const channel of await channelsOf(opened)) expect(channel.status).toBe("CONNECTED");
  expect((await owner.ok(listAudit)).items.filter(({ action }) => action === "channel.reconnected")).toHaveLength(2);
});

test("who looks after many pages finds them all, those of a portfolio where its permission was given", async () => {
  const { owner, app, elena, messenger, logIn, leave, comeBack } = await openLogins();
  const names = Array.from({ length: 105 }, (_, n) => `Branch ${n}`);
  for (const name of names) elena.joinPage(messenger.page({ name }));
  elena.joinPage(messenger.page({ name: "Of a portfolio", inPortfolio: true }));
  const { accounts } = await logIn(owner);
  expect(accounts.map(({ name }) => name)).toEqual(["Ortiz Shop", "Ortiz Outlet", ...names, "Of a portfolio"]);
  elena.removePermission(app, "business_management");
  const less = await logIn(owner);
  expect(less.accounts).toHaveLength(accounts.length - 1);
  const other = messenger.person({ name: "Omar Haddad", pages: [messenger.page({ name: "Far", inPortfolio: true })] });
  const page = await comeBack(owner, await leave(owner, { person: other, untick: ["business_management"] }));
  const none = await owner.ok(readLogin, { params: { loginId: page.searchParams.get("login") ?? "" } });
  expect(none.failure).toEqual({ reason: "no_account", missing: ["business_management"] });
});

test("a page whose person may not answer there is said, and not connected", async () => {
  const { owner, logIn, elena, shop, outlet } = await openLogins();
  elena.joinPage(outlet, ["ANALYZE"]);
  const login = await logIn(owner);
  expect(login.accounts.map(({ standing }) => standing)).toEqual(["free", "not_allowed"]);
  const { items } = await owner.ok(finishLogin, finish(login.id, outlet, shop, { id: "17" }));
  expect(items.map(({ channel, refusal }) => channel?.name ?? refusal?.code)).toEqual([
    "not_allowed",
    "Ortiz Shop",
    "not_offered",
  ]);
});

test("what the operator has not set up is named, and nobody is sent to Facebook", async () => {
  const { owner, config } = await openLogins({ appSecret: undefined, verifyToken: undefined });
  const params = { kind: "messenger" };
  const root = `${owner.address}/api/v1`;
  const missing = ["FACEBOOK_APP_SECRET", "FACEBOOK_VERIFY_TOKEN"];
  expect(await owner.ok(readLoginSetup, { params })).toEqual({
    missing,
    addresses: {
      callback: `${root}/channel-logins/returns/messenger`,
      webhook: `${root}/webhooks/messenger`,
      deauthorize: `${root}/webhooks/messenger/deauthorize`,
      dataDeletion: `${root}/webhooks/messenger/data-deletion`,
    },
    webhookFields: expect.arrayContaining(["messages", "messaging_postbacks"]),
  });
  const refused = await owner.call(beginLogin, { body: { kind: "messenger" } });
  expect(refused).toMatchObject({ status: 409, problem: { code: "not_configured" } });
  for (const name of missing) expect(refused.problem.detail).toContain(name);
  config.publicUrl = undefined;
  const nowhere = await owner.ok(readLoginSetup, { params });
  expect(nowhere).toMatchObject({ missing: [...missing, "PUBLIC_URL"], addresses: null });
  expect((await owner.call(readLoginSetup, { params: { kind: "telegram" } })).status).toBe(404);
});

test("other ways to connect are refused for this kind, and this way for others", async () => {
  const { owner } = await openLogins();
  const token = { kind: "messenger" as const, credentials: { token: "EAAG" } };
  expect((await owner.call(connectChannel, { body: token })).problem.code).toBe("connects_by_login");
  expect((await owner.call(beginLogin, { body: { kind: "telegram" } })).problem.code).toBe("no_login");
});

test("a login is its member's alone, and gone when it was cancelled or its time is over", async () => {
  const { owner, rooms, workspaceId, logIn } = await openLogins();
  const { id: loginId } = await logIn(owner);
  const colleague = await rooms.addMember(workspaceId, "admin");
  expect((await colleague.call(readLogin, { params: { loginId } })).status).toBe(404);
  expect((await colleague.call(cancelLogin, { params: { loginId } })).status).toBe(404);
  const user = await rooms.addMember(workspaceId, "manager");
  expect((await user.call(beginLogin, { body: { kind: "messenger" } })).status).toBe(403);
  expect((await owner.call(cancelLogin, { params: { loginId } })).status).toBe(204);
  expect((await owner.call(readLogin, { params: { loginId } })).status).toBe(404);
  await logIn(owner);
  const { clock, pool, contextOf } = rooms;
  const count = async () =>
    (await pool.query("select count(*)::int as n from workspaces_with_ended_logins($1)", [clock.now()])).rows[0]?.n;
  rooms.clock.advance(31 * 60_000);
  expect(await count()).toBe(1);
  await forgetLogins({ clock, pool, contextOf });
  expect(await count()).toBe(0);
});
