import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { finishLogin, readLogin } from "#contract/channel-logins.ts";
import { listChannels } from "#contract/channels.ts";
import { readDataDeletion } from "#contract/login-consent.ts";
import { type LoginRooms, openLogins } from "#server/testing/open-logins.ts";

const secret = "0123456789abcdef0123456789abcdef";
const address = ({ owner }: LoginRooms, verb: string, kind = "messenger") =>
  `${owner.address}/api/v1/webhooks/${kind}/${verb}`;

test("who takes their consent back leaves their channels waiting for somebody who logs in", async () => {
  const opened = await connected();
  const { owner, app, elena, messenger, rooms, logIn } = opened;
  const elsewhere = await rooms.addMember(await rooms.addWorkspace(), "owner");
  const pending = await logIn(elsewhere);
  const others = messenger.person({ name: "Omar Haddad", pages: [messenger.page({ name: "Haddad" })] });
  const theirs = await logIn(elsewhere, { person: others });
  const chosen = { params: { loginId: theirs.id }, body: { accountIds: theirs.accounts.map((one) => one.accountId) } };
  await elsewhere.ok(finishLogin, chosen);
  app.setCallbacks({ deauthorizeUrl: address(opened, "deauthorize") });
  expect(await app.sendDeauthorize(elena)).toMatchObject({ status: 200 });
  for (const channel of (await owner.ok(listChannels)).items)
    expect(channel).toMatchObject({ status: "NEEDS_ACTION", reason: "access_withdrawn" });
  // Of others nothing has changed, and what the person could have connected elsewhere is forgotten.
  expect((await elsewhere.ok(listChannels)).items).toMatchObject([{ name: "Haddad", status: "CONNECTED" }]);
  expect((await elsewhere.call(readLogin, { params: { loginId: pending.id } })).status).toBe(404);
  const [channel] = (await owner.ok(listChannels)).items;
  const again = await logIn(owner, {}, { channelId: channel?.id ?? "" });
  expect(again.channelIds).toHaveLength(2);
  expect((await owner.ok(listChannels)).items.map(({ status }) => status)).toEqual(["CONNECTED", "CONNECTED"]);
});

test("who wants to be deleted is, and reads by a code of their own what was deleted", async () => {
  const opened = await connected();
  const { owner, app, elena, rooms, workspaceId } = opened;
  app.setCallbacks({ dataDeletionUrl: address(opened, "data-deletion") });
  const { status, text } = await app.sendDataDeletion(elena);
  expect(status).toBe(200);
  const { url, confirmation_code: confirmationCode } = JSON.parse(text);
  expect(url).toBe(`${owner.address}/data-deletion/${confirmationCode}`);
  expect(confirmationCode).toMatch(/^[0-9a-f]{32}$/);
  const anybody = await rooms.addMember(await rooms.addWorkspace(), "user");
  anybody.cookies.clear();
  const told = await anybody.ok(readDataDeletion, { params: { confirmationCode } });
  expect(told).toMatchObject({ kind: "messenger", channels: 2, logins: 1 });
  expect((await anybody.call(readDataDeletion, { params: { confirmationCode: "0".repeat(32) } })).status).toBe(404);
  const left = await rooms.contextOf(workspaceId).database.transaction(workspaceId, async ({ db }) => ({
    channels: await db.selectFrom("channels").selectAll().execute(),
    logins: await db.selectFrom("channel_logins").selectAll().execute(),
  }));
  expect(left.logins).toEqual([]);
  for (const row of left.channels) {
    expect(row).toMatchObject({ granted_by: null, credentials_expire_at: null, status: "NEEDS_ACTION" });
    expect(opened.parts.secrets.open(`channel:${row.id}`, row.sealed_credentials ?? Buffer.alloc(0))).toBe("");
  }
  expect(JSON.stringify(left)).not.toContain(elena.id);
  expect(JSON.stringify(left)).not.toContain(elena.name);
});

test("what is not signed as it must be changes nothing, whatever it is", async () => {
  const opened = await connected();
  const { elena, owner } = opened;
  const good = {
    user_id: elena.id,
    algorithm: "HMAC-SHA256",
    issued_at: Math.floor(opened.rooms.clock.now().getTime() / 1000),
  };
  const right = signed(good);
  const [signature = "", payload = ""] = right.split(".");
  const flipped = Buffer.from(signature, "base64url");
  flipped.writeUInt8(flipped.readUInt8(0) ^ 1, 0);
  const forgeries: readonly string[] = [
    "",
    payload,
    `.${payload}`,
    `${signature}.`,
    `${signature}.${payload}.${payload}`,
    `${flipped.toString("base64url")}.${payload}`,
    `${signature.slice(0, 20)}.${payload}`,
    `${signature}.${Buffer.from(JSON.stringify({ ...good, user_id: "1" })).toString("base64url")}`,
    signed(good, "another secret of the same length"),
    signed(good, ""),
    signed({ ...good, algorithm: "none" }),
    signed({ ...good, algorithm: "HMAC-SHA1" }),
    signed({ ...good, issued_at: good.issued_at - 86_401 }),
    signed({ ...good, issued_at: good.issued_at + 3_600 }),
    signed({ ...good, user_id: "" }),
    signed({ algorithm: good.algorithm, issued_at: good.issued_at }),
    signed("null"),
  ];
  for (const verb of ["deauthorize", "data-deletion"]) {
    for (const forgery of forgeries) expect(await post(address(opened, verb), forgery)).toBe(401);
    expect(await post(address(opened, verb, "telegram"), right)).toBe(401);
    expect(await post(address(opened, verb, "nothing"), right)).toBe(401);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (text) => {
        expect(await post(address(opened, verb), text)).toBe(401);
      }),
      { numRuns: 40, seed: 42 },
    );
    const plain = await fetch(address(opened, verb), {
      method: "POST",
      body: JSON.stringify({ signed_request: right }),
    });
    expect(plain.status).toBe(401);
  }
  expect((await owner.ok(listChannels)).items.map(({ status }) => status)).toEqual(["CONNECTED", "CONNECTED"]);
  expect(await post(address(opened, "deauthorize"), right)).toBe(200);
  expect((await owner.ok(listChannels)).items.map(({ status }) => status)).toEqual(["NEEDS_ACTION", "NEEDS_ACTION"]);
});

test("a withdrawal that is repeated after a new login takes nothing away that was given since", async () => {
  const opened = await connected();
  const { owner, elena, rooms, logIn, app } = opened;
  const elsewhere = await rooms.addMember(await rooms.addWorkspace(), "owner");
  const withdrawn = app.signedRequest(elena);
  expect(await post(address(opened, "deauthorize"), withdrawn)).toBe(200);
  const statuses = async () => (await owner.ok(listChannels)).items.map(({ status }) => status);
  expect(await statuses()).toEqual(["NEEDS_ACTION", "NEEDS_ACTION"]);
  rooms.clock.advance(60_000);
  const [channel] = (await owner.ok(listChannels)).items;
  await logIn(owner, {}, { channelId: channel?.id ?? "" });
  const pending = await logIn(elsewhere);
  expect(await statuses()).toEqual(["CONNECTED", "CONNECTED"]);
  expect(await post(address(opened, "deauthorize"), withdrawn)).toBe(200);
  expect(await statuses()).toEqual(["CONNECTED", "CONNECTED"]);
  expect(await elsewhere.ok(readLogin, { params: { loginId: pending.id } })).toMatchObject({ state: "choosing" });
  // What is withdrawn after that login counts.
  const now = Math.floor(rooms.clock.now().getTime() / 1000);
  const anew = signed({ user_id: elena.id, algorithm: "HMAC-SHA256", issued_at: now });
  expect(await post(address(opened, "deauthorize"), anew)).toBe(200);
  expect(await statuses()).toEqual(["NEEDS_ACTION", "NEEDS_ACTION"]);
  expect((await elsewhere.call(readLogin, { params: { loginId: pending.id } })).status).toBe(404);
});

async function connected(): Promise<LoginRooms> {
  const opened = await openLogins({ appSecret: secret });
  const { owner, logIn } = opened;
  const login = await logIn(owner);
  const body = { accountIds: login.accounts.map(({ accountId }) => accountId) };
  await owner.ok(finishLogin, { params: { loginId: login.id }, body });
  return opened;
}

function signed(payload: object | string, key = secret): string {
  const text = Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload)).toString("base64url");
  return `${createHmac("sha256", key).update(text).digest("base64url")}.${text}`;
}

async function post(to: string, signed_request: string): Promise<number> {
  const body = new URLSearchParams({ signed_request });
  return (await fetch(to, { method: "POST", body })).status;
}
