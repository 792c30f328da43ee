import { sql } from "kysely";
import { expect, test } from "vitest";
import { listAlerts, markAlertsSeen } from "#contract/alerts.ts";
import { pauseChannel } from "#contract/channels.ts";
import { watchOutages } from "#server/alerts/watch-outages.ts";
import type { ProbeResult } from "#server/channels/adapter.ts";
import { channelSchedules } from "#server/channels/jobs.ts";
import { recordReport } from "#server/channels/status/record-report.ts";
import { transact } from "#server/context.ts";
import { type ChannelRooms, eventually, openChannels } from "#server/testing/open-channels.ts";

test("offline for a minute raises one alert for everybody, and its end says how many messages came late", async () => {
  const { telegram, shop, owner, rooms, workspaceId, context, end } = await openOffline();
  const user = await rooms.addMember(workspaceId, "user");
  expect(await alertsOf(owner)).toEqual([]);
  // Far from a minute, as the clock goes on by itself and the machine may be busy.
  rooms.clock.advance(20_000);
  await watchOutages(rooms);
  expect(await alertsOf(owner)).toEqual([]);
  rooms.clock.advance(45_000);
  await eventually(async () => expect(await alertsOf(user)).toHaveLength(1));
  expect((await alertsOf(user))[0]).toMatchObject({ reason: "unreachable", endedAt: null, seen: false });
  const ana = telegram.customer({ firstName: "Ana" });
  for (const text of ["one", "two", "three"]) ana.write(shop, text);
  telegram.customer({ firstName: "Luis" }).write(shop, "four");
  rooms.clock.advance(120_000);
  await watchOutages(rooms);
  expect(await alertsOf(owner)).toHaveLength(1);
  end();
  await settled(rooms, owner);
  expect((await alertsOf(owner))[0]).toMatchObject({ endedAt: expect.any(String), lateMessages: 4 });
  expect(await factsOf(context, "alert.%")).toEqual(["alert.ended", "alert.raised"]);
  const gaps = await gapsOf(context);
  expect(gaps.map(({ lateMessages }) => lateMessages).toSorted()).toEqual([1, 3]);
});

test("with channel alerts off nobody is warned; the switch counts at the moment of the warning", async () => {
  const { owner, rooms, context, end } = await openOffline();
  await setAlerts(context, false);
  rooms.clock.advance(90_000);
  await watchOutages(rooms);
  expect(await alertsOf(owner)).toEqual([]);
  await setAlerts(context, true);
  await eventually(async () => expect(await alertsOf(owner)).toHaveLength(1));
  end();
  await settled(rooms, owner);
});

test("a short break and a pause warn nobody", async () => {
  const { owner, rooms, channel, context, end } = await openOffline();
  rooms.clock.advance(30_000);
  end();
  await eventually(async () => expect((await channel()).status).toBe("CONNECTED"));
  await owner.ok(pauseChannel, { params: { channelId: (await channel()).id } });
  rooms.clock.advance(300_000);
  await watchOutages(rooms);
  expect(await alertsOf(owner)).toEqual([]);
  expect(await factsOf(context, "alert.%")).toEqual([]);
});

test("a channel that goes up and down again and again is told as one alert, which ends when it has been calm", async () => {
  const { owner, rooms, channel, context, end } = await openOffline();
  const { id: channelId } = await channel();
  end();
  await eventually(async () => expect((await channel()).status).toBe("CONNECTED"));
  const report = (result: ProbeResult) => recordReport(context, channelId, "steady line", result);
  for (let times = 1; times < 20; times++) {
    await report({ outcome: "failed", reason: "unreachable" });
    rooms.clock.advance(15_000);
    await report({ outcome: "connected", milliseconds: 1, summary: "answered" });
    rooms.clock.advance(15_000);
    await watchOutages(rooms);
  }
  await eventually(async () => expect(await alertsOf(owner)).toMatchObject([{ outages: 20, endedAt: null }]));
  expect(await factsOf(context, "alert.%")).toEqual(["alert.raised"]);
  rooms.clock.advance(4 * 60_000);
  await watchOutages(rooms);
  expect(await factsOf(context, "alert.%")).toEqual(["alert.raised"]);
  rooms.clock.advance(60_000);
  await eventually(async () => expect(await alertsOf(owner)).toMatchObject([{ endedAt: expect.any(String) }]));
  expect(await alertsOf(owner)).toMatchObject([{ outages: 20 }]);
  expect(await factsOf(context, "alert.%")).toEqual(["alert.ended", "alert.raised"]);
});

test("time in which Wokfow itself was stopped is a gap like any other", async () => {
  const { telegram, shop, owner, rooms, connect, channel, run, context } = await openChannels();
  await connect();
  const running = run();
  await eventually(async () => expect((await channel()).status).toBe("CONNECTED"));
  telegram.customer({ firstName: "Luis" }).write(shop, "in time");
  await eventually(() => expect(shop.pendingUpdates()).toBe(0));
  await running.stop();
  rooms.clock.advance(600_000);
  run();
  await settled(rooms, owner);
  expect((await alertsOf(owner))[0]).toMatchObject({ reason: "stale", endedAt: expect.any(String) });
  expect(await factsOf(context, "alert.%")).toEqual(["alert.ended"]);
});

test("people are warned also when no process runs channels any more", async () => {
  const { owner, rooms, connect, channel, run } = await openChannels();
  await connect();
  const running = run();
  await eventually(async () => expect((await channel()).status).toBe("CONNECTED"));
  const [everyMinute] = channelSchedules();
  const { clock, pool, contextOf } = rooms;
  await everyMinute?.handle({ clock, pool, contextOf });
  expect((await channel()).status).toBe("CONNECTED");
  await running.stop();
  rooms.clock.advance(61_000);
  await everyMinute?.handle({ clock, pool, contextOf });
  expect((await alertsOf(owner))[0]).toMatchObject({ reason: "stale", endedAt: null });
});

test("a clock that is moved makes no gap while the line stands", async () => {
  const { owner, rooms, channel, context } = await openChannelsConnected();
  rooms.clock.advance(30 * 86_400_000);
  await eventually(async () => expect((await channel()).status).toBe("CONNECTED"));
  rooms.clock.advance(90_000);
  await watchOutages(rooms);
  expect(await alertsOf(owner)).toEqual([]);
  expect(await factsOf(context, "alert.%")).toEqual([]);
});

test("each member has seen what they have seen, and the list is read page by page", async () => {
  const { owner, rooms, workspaceId, context, channel } = await openChannelsConnected();
  const { id: channelId } = await channel();
  await addOutages(context, channelId, 5);
  const other = await rooms.addMember(workspaceId, "user");
  expect((await owner.ok(listAlerts)).unseen).toBe(5);
  await owner.ok(markAlertsSeen);
  expect((await owner.ok(listAlerts)).unseen).toBe(0);
  expect((await owner.ok(listAlerts)).items.every(({ seen }) => seen)).toBe(true);
  const first = await other.ok(listAlerts, { query: { limit: 3 } });
  expect(first).toMatchObject({ unseen: 5, next: expect.any(String) });
  const second = await other.ok(listAlerts, { query: { limit: 3, cursor: first.next ?? "" } });
  expect(second.next).toBeNull();
  const starts = [...first.items, ...second.items].map(({ raisedAt }) => raisedAt);
  expect(starts).toEqual(starts.toSorted().reverse());
  expect(new Set(starts).size).toBe(5);
  const stranger = await rooms.addMember(await rooms.addWorkspace());
  const foreign = await stranger.call(listAlerts, { query: { cursor: first.next ?? "" } });
  expect(foreign).toMatchObject({ status: 400, problem: { code: "invalid_cursor" } });
  expect((await stranger.ok(listAlerts)).items).toEqual([]);
});

async function openChannelsConnected(): Promise<ChannelRooms> {
  const opened = await openChannels();
  await opened.connect();
  opened.run();
  await eventually(async () => expect((await opened.channel()).status).toBe("CONNECTED"));
  return opened;
}

/** A channel that has just gone offline; `end` brings Telegram back. */
async function openOffline() {
  const opened = await openChannelsConnected();
  opened.telegram.customer({ firstName: "Eva" }).write(opened.shop, "in time");
  await eventually(() => expect(opened.shop.pendingUpdates()).toBe(0));
  const end = opened.telegram.faults.add({ kind: "down" });
  await eventually(async () => expect((await opened.channel()).status).toBe("DISCONNECTED"));
  return { ...opened, end };
}

async function alertsOf(client: ChannelRooms["owner"]) {
  return (await client.ok(listAlerts)).items;
}

/** Moves the time on until the end of the outage is told. */
async function settled({ clock, published }: ChannelRooms["rooms"], owner: ChannelRooms["owner"]): Promise<void> {
  await eventually(async () => {
    const [alert] = await alertsOf(owner);
    if (!alert || alert.endedAt) clock.advance(1_000);
    expect(published.map(({ kind }) => kind)).toContain("alert.ended");
  });
}

async function setAlerts(context: ChannelRooms["context"], on: boolean): Promise<void> {
  await transact(context, (tx) => tx.db.updateTable("workspaces").set({ channel_alerts: on }).execute());
}

async function factsOf(context: ChannelRooms["context"], kinds: string): Promise<string[]> {
  const rows = await transact(context, (tx) =>
    tx.db.selectFrom("facts").select("kind").where("kind", "like", kinds).orderBy("kind").execute(),
  );
  return rows.map(({ kind }) => kind);
}

async function gapsOf(context: ChannelRooms["context"]) {
  const rows = await transact(context, (tx) =>
    tx.db.selectFrom("facts").select("details").where("kind", "=", "conversation.gap").execute(),
  );
  return rows.map(({ details }) => details);
}

async function addOutages(context: ChannelRooms["context"], channelId: string, count: number): Promise<void> {
  await transact(context, (tx) =>
    sql`
      insert into outages (workspace_id, id, channel_id, reason, started_at, ended_at, alerted_at, settled_at)
      select ${tx.workspaceId}::uuid, gen_random_uuid(), ${channelId}::uuid, 'unreachable', at, at, at, at
      from (select ${tx.clock.now()}::timestamptz - n * interval '1 hour' as at from generate_series(1, ${count}::int) n) t`.execute(
      tx.db,
    ),
  );
}
