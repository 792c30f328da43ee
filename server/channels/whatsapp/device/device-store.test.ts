import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { forgetJournal } from "#server/channels/forget-journal.ts";
import { takeLease } from "#server/channels/running/hold-leases.ts";
import { type Baileys, loadBaileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";
import { NotTheHolder } from "#server/channels/whatsapp/device/commit-changes.ts";
import { type DeviceStore, openDeviceStore } from "#server/channels/whatsapp/device/device-store.ts";
import { markHandled } from "#server/channels/whatsapp/device/journal.ts";
import { loadDevice } from "#server/channels/whatsapp/device/load-device.ts";
import { DamagedDevice, sealDevice } from "#server/channels/whatsapp/device/seal-device.ts";
import { storeDevice } from "#server/channels/whatsapp/device/store-device.ts";
import type { JournalEntry } from "#server/channels/whatsapp/parse/journal-entry.ts";
import { usualTimes } from "#server/channels/whatsapp/times.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel, guardedKind } from "#server/testing/add-channel.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";

const secrets = secretBox("ab".repeat(32));
const times = { ...usualTimes, commit: 300, commitPause: 20 };
let rooms: Rooms;
let baileys: Baileys;
let context: Context;
let channelId: string;
let holder: string;

beforeAll(async () => {
  rooms = await openRooms([]);
  baileys = await loadBaileys(undefined);
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  channelId = await addChannel(context, () => null, guardedKind);
  holder = newId();
  const creds = { ...baileys.initAuthCreds(), me: { id: "34600111222:1@s.whatsapp.net", lid: "1:1@lid" } };
  await transact(context, async (tx) => {
    await storeDevice(tx, secrets, channelId, { creds, keys: {} });
    await takeLease(tx, { holder, channelId, milliseconds: 60_000 });
  });
});

test("what was set is found at once, and after a restart in the same form", async () => {
  const store = await open();
  const pair = baileys.Curve.generateKeyPair();
  const syncKey = baileys.proto.Message.AppStateSyncKeyData.fromObject({ keyData: Buffer.from("key"), timestamp: 7 });
  await store.keys.set({
    "pre-key": { 1: pair, 2: pair },
    "device-list": { 34600: ["0", "3"] },
    "app-state-sync-key": { AAAA: syncKey },
    "lid-mapping": { 34600: "1" },
  });
  expect(await store.keys.get("pre-key", ["1", "9"])).toEqual({ 1: pair });
  await store.keys.set({ "pre-key": { 2: null } });
  await store.close();
  const again = await open();
  expect(await again.keys.get("pre-key", ["1", "2"])).toEqual({ 1: pair });
  expect(await again.keys.get("device-list", ["34600"])).toEqual({ 34600: ["0", "3"] });
  const { AAAA: read } = await again.keys.get("app-state-sync-key", ["AAAA"]);
  expect(Buffer.from(read?.keyData ?? []).toString()).toBe("key");
  await again.close();
});

test("the identity is stored with the keys of the same change, sealed", async () => {
  const store = await open();
  store.creds.nextPreKeyId = 813;
  store.credsChanged();
  await store.keys.set({ "pre-key": { 1: baileys.Curve.generateKeyPair() } });
  await store.settled();
  expect(store.stored()).toBe(store.last());
  expect((await open()).creds.nextPreKeyId).toBe(813);
  const [row] = await read(
    context,
    query.selectFrom("device_keys").select("sealed").where("channel_id", "=", channelId),
  );
  expect(row?.sealed.toString("latin1")).not.toContain("private");
});

test("the identity is not stored when the keys of the same change cannot be", async () => {
  const owner = new Client({ connectionString: rooms.ownerUrl });
  await owner.connect();
  onTestFinished(() => owner.end());
  const store = await open();
  const { nextPreKeyId } = store.creds;
  await owner.query(`
    create function refuse_keys() returns trigger language plpgsql as $$ begin raise 'No keys today.'; end $$;
    create trigger refused before insert on device_keys for each statement execute function refuse_keys()`);
  store.creds.nextPreKeyId = nextPreKeyId + 813;
  store.credsChanged();
  await store.keys.set({ "pre-key": { 1: baileys.Curve.generateKeyPair() } });
  await expect(store.settled()).rejects.toThrow("No keys today.");
  await owner.query("drop function refuse_keys() cascade");
  expect(await storedKeys()).toBe(0);
  expect((await open()).creds.nextPreKeyId).toBe(nextPreKeyId);
});

test("a message is stored with the key that it spent, or neither is", async () => {
  const store = await open();
  await expect(
    store.together(async (keep) => {
      keep(entry("one"));
      throw new Error("The key did not fit.");
    }),
  ).rejects.toThrow();
  await store.together(async (keep) => {
    keep(entry("two"));
    await store.keys.set({ session: { "1.0": Buffer.from("step 2") } });
  });
  expect(store.last()).toBe(1);
  await store.settled();
  expect(await store.recall(entry("one").hash)).toBeNull();
  expect(await store.recall(entry("two").hash)).toEqual(entry("two").entry);
});

test("a process whose line another one took writes nothing more", async () => {
  const store = await open();
  await transact(context, (tx) =>
    tx.db.updateTable("channel_leases").set({ holder: newId() }).where("channel_id", "=", channelId).execute(),
  );
  await store.keys.set({ session: { "1.0": Buffer.from("mine") } });
  await expect(store.settled()).rejects.toBeInstanceOf(NotTheHolder);
  expect(await storedKeys()).toBe(0);
  expect(() => store.keys.set({ session: { "1.0": Buffer.from("mine") } })).toThrow();
});

test("the device of a former link writes nothing over the one that followed it", async () => {
  const store = await open();
  rooms.clock.advance(1_000);
  await transact(context, (tx) => storeDevice(tx, secrets, channelId, { creds: { ...store.creds }, keys: {} }));
  await store.keys.set({ session: { "1.0": Buffer.from("of the former") } });
  await expect(store.settled()).rejects.toBeInstanceOf(NotTheHolder);
  expect(await storedKeys()).toBe(0);
});

test("writing that fails for a moment is repeated, and for long ends the device", async () => {
  let away = 2;
  const store = await open(withDatabase(() => away-- > 0));
  await store.keys.set({ session: { "1.0": Buffer.from("a") } });
  await store.settled();
  expect(await storedKeys()).toBe(1);
  away = Number.POSITIVE_INFINITY;
  await store.keys.set({ session: { "2.0": Buffer.from("b") } });
  await expect(store.settled()).rejects.toThrow("away");
  expect(store.failed.aborted).toBe(true);
});

test("a key that cannot be opened is no missing key", async () => {
  const store = await open();
  await store.keys.set({ session: { "1.0": Buffer.from("a") } });
  await store.close();
  await transact(context, (tx) =>
    tx.db
      .updateTable("device_keys")
      .set({ sealed: Buffer.alloc(60) })
      .where("channel_id", "=", channelId)
      .execute(),
  );
  await expect(open()).rejects.toBeInstanceOf(DamagedDevice);
});

test("what was received is remembered for some days after it was handled, and until then for ever", async () => {
  const store = await open();
  const [old, waiting] = [entry("old"), entry("waiting")];
  store.append(old);
  store.append(waiting);
  await store.settled();
  // What came last it has in memory.
  const later = await open();
  await markHandled({ context, seal: sealDevice(secrets, channelId), channelId }, { entries: [old] });
  await forgetJournal({ ...context, clock: { ...context.clock, now: () => new Date("2026-11-24T10:00:00Z") } });
  expect(await later.recall(old.hash)).toEqual(old.entry);
  await forgetJournal({ ...context, clock: { ...context.clock, now: () => new Date("2026-11-26T10:00:00Z") } });
  expect(await later.recall(old.hash)).toBeNull();
  expect(await later.recall(waiting.hash)).toEqual(waiting.entry);
});

async function open(given: Context = context): Promise<DeviceStore> {
  const seal = sealDevice(secrets, channelId);
  const device = await loadDevice(context, seal, { channelId, holder });
  if (typeof device === "string") throw new Error(device);
  return openDeviceStore({ context: given, seal, baileys, times, device });
}

function withDatabase(isAway: () => boolean): Context {
  const { database } = context;
  return {
    ...context,
    database: {
      ...database,
      transaction: (id, work) =>
        isAway() ? Promise.reject(new Error("The database is away.")) : database.transaction(id, work),
    },
  };
}

function entry(name: string): { hash: Buffer; entry: JournalEntry } {
  const receivedAt = new Date("2026-11-22T10:00:00Z");
  const attributes = { id: name, from: "1@lid" };
  return {
    hash: Buffer.from(name.padEnd(32)),
    entry: { kind: "message", attributes, plaintext: Buffer.from(name), receivedAt },
  };
}

async function storedKeys(): Promise<number> {
  const rows = query.selectFrom("device_keys").select("id").where("workspace_id", "=", context.workspaceId);
  return (await read(context, rows)).length;
}
