import { expect, test } from "vitest";
import { readChannelHistory } from "#contract/channel-history.ts";
import { pauseChannel, resumeChannel } from "#contract/channels.ts";
import { watchOutages } from "#server/alerts/watch-outages.ts";
import { recordReport } from "#server/channels/status/record-report.ts";
import { eventually, openChannels } from "#server/testing/open-channels.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test("the history tells for each day of the reader's time zone how long the channel was up, down and paused, and why", async () => {
  const { connect, channel, context, owner, rooms, telegram, shop, run } = await openChannels();
  const { id: channelId } = await connect();
  const running = run();
  await eventually(async () => expect((await channel()).status).toBe("CONNECTED"));
  await running.stop();
  const created = rooms.clock.now().getTime();
  const report = (result: Parameters<typeof recordReport>[3]) =>
    recordReport(context, channelId, "steady line", result);
  // To the middle of a day some days later, far from any midnight.
  rooms.clock.advance(3 * day - (created % day) + 10 * hour);
  await report({ outcome: "connected", milliseconds: 1, summary: "answered" });
  await report({ outcome: "failed", reason: "silent" });
  rooms.clock.advance(30 * minute);
  await report({ outcome: "failed", reason: "unreachable" });
  telegram.customer({ firstName: "Eva" }).write(shop, "is anybody there");
  await report({ outcome: "connected", milliseconds: 1, summary: "answered" });
  rooms.clock.advance(5_000);
  for (let looks = 0; looks < 3; looks++) await watchOutages(rooms);
  await owner.ok(pauseChannel, { params: { channelId } });
  rooms.clock.advance(hour);
  await owner.ok(resumeChannel, { params: { channelId } });
  const { days, outages } = await owner.ok(readChannelHistory, {
    params: { channelId },
    // Where clocks are never changed: yesterday has 24 hours.
    query: { timeZone: "America/Bogota" },
  });
  expect(days).toHaveLength(30);
  const today = days.at(-1);
  expect(today).toMatchObject({ outages: 1, reason: "unreachable" });
  expect([minutes(today?.offline), minutes(today?.paused)]).toEqual([30, 60]);
  expect(days.slice(0, -1).every(({ offline, paused }) => offline + paused === 0)).toBe(true);
  expect(days.at(-2)?.known).toBe(day);
  expect(days[0]).toMatchObject({ known: 0, offline: 0, outages: 0, reason: null });
  expect(outages).toMatchObject([{ reason: "unreachable", endedAt: expect.any(String) }]);
});

test("an outage over midnight counts on both days, begins on one, and one that goes on counts until now", async () => {
  const { connect, context, owner, rooms } = await openChannels();
  const { id: channelId } = await connect();
  const at = rooms.clock.now().getTime();
  rooms.clock.advance(day - (at % day) - hour);
  await recordReport(context, channelId, "line", { outcome: "connected", milliseconds: 1, summary: "answered" });
  await recordReport(context, channelId, "steady line", { outcome: "failed", reason: "unreachable" });
  rooms.clock.advance(3 * hour);
  const history = () => owner.ok(readChannelHistory, { params: { channelId }, query: { timeZone: "UTC" } });
  const [yesterday, today] = (await history()).days.slice(-2);
  expect(yesterday).toMatchObject({ outages: 1 });
  expect(today).toMatchObject({ outages: 0, reason: "unreachable" });
  expect([yesterday?.offline, today?.known, today?.offline].map(minutes)).toEqual([60, 120, 120]);
  expect((await history()).outages).toMatchObject([{ endedAt: null }]);
});

test("the history of another workspace's channel is not found, and an unknown time zone is refused by name", async () => {
  const { connect, owner, rooms } = await openChannels();
  const { id: channelId } = await connect();
  const stranger = await rooms.addMember(await rooms.addWorkspace());
  const given = { params: { channelId }, query: { timeZone: "UTC" } };
  expect((await stranger.call(readChannelHistory, given)).status).toBe(404);
  const wrong = await owner.call(readChannelHistory, { ...given, query: { timeZone: "Mars/Olympus" } });
  expect(wrong).toMatchObject({ status: 400, problem: { fields: [{ path: "timeZone" }] } });
});

test("whatever time zone the contract takes has a history, also one that only Intl knows", async () => {
  const { connect, owner, rooms } = await openChannels();
  const { id: channelId } = await connect();
  const zones = ["-0530", "+05:30", "+23:59", "europe/madrid", "Etc/GMT+12", "EST5EDT", "BST", "America/Coyhaique"];
  for (const timeZone of zones) {
    const { format } = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
    const before = format(rooms.clock.now());
    const { days } = await owner.ok(readChannelHistory, { params: { channelId }, query: { timeZone } });
    expect([before, format(rooms.clock.now())], timeZone).toContain(days.at(-1)?.date);
    expect(days).toHaveLength(30);
  }
});

/** The clock goes on while a test runs, so what it takes is told in whole minutes. */
function minutes(milliseconds: number | undefined): number {
  return Math.round((milliseconds ?? 0) / minute);
}
