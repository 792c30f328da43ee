import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { listAudit } from "#contract/audit.ts";
import { connectChannel, listChannels, reconnectChannel, removeChannel } from "#contract/channels.ts";
import { signOut } from "#contract/session.ts";
import { addColleague } from "#server/testing/add-colleague.ts";
import { type OpenLink, openLink } from "#server/testing/open-link.ts";
import { startWithWhatsApp, type WokfowWithWhatsApp } from "#server/testing/start-with-whatsapp.ts";
import type { TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import type { SimulatedPhone, WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

const whatsapp = { kind: "whatsapp" as const };
let house: WokfowWithWhatsApp;
let service: WhatsAppSimulator;
let wokfow: TestWokfow;
let database: Client;

beforeAll(async () => {
  // No process runs channels: what the link itself leaves behind is what these tests look at.
  house = await startWithWhatsApp(inject("testServer"), { ROLE: "web" });
  ({ service, wokfow } = house);
  database = new Client({ connectionString: wokfow.database.ownerUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await house.close();
});

async function founded(): Promise<TestClient & { workspaceId: string }> {
  const owner = wokfow.client();
  const { workspace } = await owner.signUp();
  return Object.assign(owner, { workspaceId: workspace.id });
}

let lastNumber = 491512000000;
function newPhone(): SimulatedPhone {
  lastNumber += 1;
  return service.phone({ number: String(lastNumber), name: "Ortiz Shop" });
}

const waiting = () => service.connections().filter(({ stage }) => stage === "pairing");
const channelsOf = async (client: TestClient) => (await client.ok(listChannels)).items;

/** Everything that is stored of linked phones. */
async function stored(): Promise<string> {
  const { rows } = await database.query(
    `select (select json_agg(c) from channels c) as channels, (select json_agg(d) from device_creds d) as creds,
            (select json_agg(k) from device_keys k) as keys, (select json_agg(l) from channel_leases l) as leases`,
  );
  return JSON.stringify(rows[0]);
}

/** Every row of every table. */
async function everythingStored(): Promise<string> {
  const { rows: tables } = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const contents = await Promise.all(
    tables.map(({ name }) => database.query(`select coalesce(json_agg(one)::text, '') as text from ${name} one`)),
  );
  return contents.map(({ rows }) => rows[0]?.text).join("\n");
}

async function scan(link: OpenLink, phone: SimulatedPhone) {
  await phone.scan((await link.until("qr")).code);
  return link.until("linked");
}

/** The phone does as it always does; that it is refused is what the test is about. */
async function scanInVain(link: OpenLink, phone: SimulatedPhone) {
  await expect(phone.scan((await link.until("qr")).code)).rejects.toThrow();
  expect(phone.devices()).toEqual([]);
  return link.until("failed");
}

test("a phone that scans the code is linked, and the stream ends with its channel", async () => {
  const owner = await founded();
  const link = await openLink(owner, whatsapp);
  expect(link.status).toBe(200);
  expect(link.headers).toMatchObject({
    "content-type": "application/x-ndjson; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  const phone = newPhone();
  const linked = await scan(link, phone);
  await expect.poll(link.hasEnded).toBe(true);
  expect(link.heard.map(({ kind }) => kind)).toEqual(["qr", "paired", "linked"]);
  expect(link.heard[0]).toMatchObject({ lifetimeMilliseconds: 60_000 });
  expect(phone.devices()).toEqual([1]);
  const [channel] = await channelsOf(owner);
  expect(channel).toMatchObject({ id: linked.channelId, account: linked.account, status: "CONNECTING" });
  expect(channel).toMatchObject({ kind: "whatsapp", transport: "socket", sync: null });
  expect(linked.account.replace(/\D/g, "")).toBe(phone.number);
  const [entry] = (await owner.ok(listAudit)).items;
  expect(entry).toMatchObject({ action: "channel.connected", after: { kind: "whatsapp", account: linked.account } });
  await expect.poll(() => service.connections()).toEqual([]);
});

test("a code is stored nowhere, neither while it is shown nor once it was used", async () => {
  const owner = await founded();
  const phone = newPhone();
  const entered = await openLink(owner, { ...whatsapp, phoneNumber: phone.number });
  const { code: pairingCode } = await entered.until("pairing_code");
  const shown = await openLink(owner, whatsapp);
  const { code } = await shown.until("qr");
  const parts = [pairingCode, pairingCode.replace("-", ""), ...code.split(/[#,]/).filter((part) => part.length > 8)];
  expect(parts.length).toBeGreaterThan(5);
  const inTheOpen = async () => {
    const all = await everythingStored();
    return parts.filter((part) => all.includes(part));
  };
  expect(await inTheOpen()).toEqual([]);
  entered.cancel();
  await scan(shown, phone);
  expect(await inTheOpen()).toEqual([]);
});

test("a link that is cancelled leaves nothing behind", async () => {
  const owner = await founded();
  const before = await stored();
  const link = await openLink(owner, whatsapp);
  await link.until("qr");
  expect(waiting()).toHaveLength(1);
  link.cancel();
  await expect.poll(waiting).toEqual([]);
  expect(await stored()).toBe(before);
});

test("a phone can be linked by a code that is entered on it", async () => {
  const owner = await founded();
  const phone = newPhone();
  const link = await openLink(owner, { ...whatsapp, phoneNumber: `+${phone.number}` });
  const { code, lifetimeMilliseconds } = await link.until("pairing_code");
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(lifetimeMilliseconds).toBe(160_000);
  expect(phone.pairingAsked()).not.toBeNull();
  await expect(phone.enterPairingCode("AAAA-AAAA")).rejects.toThrow();
  await phone.enterPairingCode(code);
  const { channelId } = await link.until("linked");
  expect((await channelsOf(owner))[0]?.id).toBe(channelId);
  expect(link.heard.map(({ kind }) => kind)).toEqual(["pairing_code", "paired", "linked"]);
});

test("one number is linked once, here and elsewhere, and a refused phone is not told that it was linked", async () => {
  const owner = await founded();
  const phone = newPhone();
  await scan(await openLink(owner, whatsapp), phone);
  phone.logOut();
  const before = await stored();
  const here = await scanInVain(await openLink(owner, whatsapp), phone);
  expect(here).toMatchObject({ reason: "already_connected", account: expect.stringContaining("+49") });
  const stranger = await founded();
  const elsewhere = await scanInVain(await openLink(stranger, whatsapp), phone);
  expect(elsewhere).toMatchObject({ reason: "connected_elsewhere" });
  expect(await channelsOf(stranger)).toEqual([]);
  expect(await stored()).toBe(before);
});

test("a channel is linked again by the phone of its own number only, and continues", async () => {
  const owner = await founded();
  const phone = newPhone();
  const first = await scan(await openLink(owner, whatsapp), phone);
  const { channelId } = first;
  phone.logOut();
  const other = await scanInVain(await openLink(owner, { ...whatsapp, channelId }), newPhone());
  expect(other.reason).toBe("other_account");
  const again = await scan(await openLink(owner, { ...whatsapp, channelId }), phone);
  expect(again).toEqual(first);
  expect((await owner.ok(listAudit)).items[0]?.action).toBe("channel.reconnected");
  expect(await channelsOf(owner)).toHaveLength(1);
});

test("a number that was removed is free for others, and continues its channel when it comes back", async () => {
  const owner = await founded();
  const phone = newPhone();
  const { channelId } = await scan(await openLink(owner, whatsapp), phone);
  await owner.ok(removeChannel, { params: { channelId } });
  const { rows } = await database.query("select from device_creds where channel_id = $1", [channelId]);
  expect(rows).toEqual([]);
  const stranger = await founded();
  const elsewhere = await scan(await openLink(stranger, whatsapp), phone);
  await stranger.ok(removeChannel, { params: { channelId: elsewhere.channelId } });
  expect((await scan(await openLink(owner, whatsapp), phone)).channelId).toBe(channelId);
});

test("while a phone is linked again no line of the channel is held by anybody else", async () => {
  const owner = await founded();
  const phone = newPhone();
  const { channelId } = await scan(await openLink(owner, whatsapp), phone);
  await database.query(
    `insert into channel_leases (workspace_id, channel_id, holder, expires_at)
     values ($1, $2, gen_random_uuid(), now() + interval '1 hour')`,
    [owner.workspaceId, channelId],
  );
  await scan(await openLink(owner, { ...whatsapp, channelId }), phone);
  const { rows } = await database.query("select from channel_leases where channel_id = $1", [channelId]);
  expect(rows).toEqual([]);
});

test("a link ends with the session and with the right of whoever asked for it", async () => {
  const owner = await founded();
  const admin = await addColleague({ owner: database, client: wokfow.client }, owner.workspaceId, { role: "admin" });
  const [signedOut, shrunk] = [await openLink(owner, whatsapp), await openLink(admin, whatsapp)];
  await signedOut.until("qr");
  await shrunk.until("qr");
  await database.query("update members set role = 'user' where id = $1", [admin.memberId]);
  await owner.ok(signOut);
  await expect.poll(signedOut.hasEnded).toBe(true);
  await expect.poll(waiting).toEqual([]);
  expect(await channelsOf(admin)).toEqual([]);
});

test("only those who may configure link, and only what can be linked", async () => {
  const owner = await founded();
  for (const role of ["manager", "user"] as const) {
    const member = await addColleague({ owner: database, client: wokfow.client }, owner.workspaceId, { role });
    expect((await openLink(member, { ...whatsapp, mode: "everything" })).status).toBe(403);
  }
  const byToken = await openLink(owner, { kind: "telegram" });
  expect([byToken.status, byToken.refusal()]).toEqual([422, expect.objectContaining({ code: "not_linkable" })]);
  const credentials = { token: "123456789:AAExampleExampleExampleExampleExamp" };
  const withToken = await owner.call(connectChannel, { body: { ...whatsapp, credentials } });
  expect(withToken).toMatchObject({ status: 422, problem: { code: "links_by_phone", fields: [{ path: "kind" }] } });
  const { channelId } = await scan(await openLink(owner, whatsapp), newPhone());
  const again = await owner.call(reconnectChannel, { params: { channelId }, body: { credentials } });
  expect(again.problem.code).toBe("links_by_phone");
  const stranger = await founded();
  expect((await openLink(stranger, { ...whatsapp, channelId })).status).toBe(404);
  const badNumbers = ["0151 2345678", "+49", "call me", "+49 151 2345678 9012345 123"];
  for (const phoneNumber of badNumbers) {
    expect((await openLink(owner, { ...whatsapp, phoneNumber })).status).toBe(400);
  }
});

test("a workspace links a few phones at once and no more", async () => {
  const owner = await founded();
  const links = await Promise.all([1, 2, 3].map(() => openLink(owner, whatsapp)));
  const fourth = await openLink(owner, whatsapp);
  expect([fourth.status, fourth.refusal()]).toEqual([429, expect.objectContaining({ code: "too_many_links" })]);
  for (const link of links) link.cancel();
  await expect.poll(waiting).toEqual([]);
  const free = await openLink(owner, whatsapp);
  await free.until("qr");
  free.cancel();
});

test("who links one number in three places at the same moment has it in one, and the phone knows of one device", async () => {
  const owners = [await founded(), await founded(), await founded()];
  const phone = newPhone();
  const links = await Promise.all(owners.map((owner) => openLink(owner, whatsapp)));
  const codes = await Promise.all(links.map((link) => link.until("qr")));
  const scans = await Promise.allSettled(codes.map(({ code }) => phone.scan(code)));
  await expect.poll(() => links.every((link) => link.hasEnded())).toBe(true);
  const ends = links.map(({ heard }) => heard.at(-1));
  expect(ends.filter((end) => end?.kind === "linked")).toHaveLength(1);
  for (const end of ends.filter((one) => one?.kind !== "linked")) {
    expect(end).toMatchObject({ kind: "failed", reason: "connected_elsewhere" });
  }
  expect(scans.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(phone.devices()).toHaveLength(1);
  const found = await Promise.all(owners.map(channelsOf));
  expect(found.flat()).toHaveLength(1);
});

test("what nobody of the own house sent starts no link", async () => {
  const owner = await founded();
  const cookie = [...owner.cookies].map((pair) => pair.join("=")).join("; ");
  const body = JSON.stringify(whatsapp);
  const json = { cookie, "content-type": "application/json", origin: owner.address };
  const foreign = [
    { ...json, origin: "https://evil.example" },
    { ...json, origin: "null" },
    { ...json, "sec-fetch-site": "cross-site" },
    { ...json, "content-type": "text/plain" },
    { ...json, "content-type": "application/x-www-form-urlencoded" },
  ];
  for (const headers of foreign) {
    const answer = await fetch(`${owner.address}/api/v1/channel-links`, { method: "POST", headers, body });
    expect([403, 415]).toContain(answer.status);
    await answer.body?.cancel();
  }
  const { cookie: _, ...nobody } = json;
  const answer = await fetch(`${owner.address}/api/v1/channel-links`, { method: "POST", headers: nobody, body });
  expect(answer.status).toBe(401);
  expect(waiting()).toEqual([]);
});
