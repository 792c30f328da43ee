import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Alert, listAlerts } from "#contract/alerts.ts";
import { readChannelHistory } from "#contract/channel-history.ts";
import {
  type Channel,
  type ChannelKind,
  channelKinds,
  pauseChannel,
  probeChannel,
  resumeChannel,
} from "#contract/channels.ts";
import { proofMilliseconds } from "#server/channels/present.ts";
import { textsOf } from "#server/testing/messages-of.ts";
import { type ConformanceHouse, inTime, openHouse } from "#server/testing/outside/open-house.ts";
import type { OutsideAccount, OutsideCustomer } from "#server/testing/outside/outside.ts";

describe.each(channelKinds)("%s", (kind) => {
  let house: ConformanceHouse;
  let shop: OutsideAccount;
  let ana: OutsideCustomer;
  let channelId = "";
  beforeAll(async () => {
    house = await openHouse(kind);
    await house.start();
    shop = house.outside.account("Ortiz Shop");
    channelId = await house.connect(shop);
    await connected();
    ana = house.outside.customer("Ana");
    await writes("In time");
  });
  afterAll(() => house.close());

  const channel = () => house.channel(channelId);
  const connected = () =>
    inTime(async () => expect(await channel()).toMatchObject({ status: "CONNECTED", reason: null }));
  const said: string[] = [];

  /** Ana writes, and it is there once. */
  const writes = async (...texts: string[]) => {
    for (const text of texts) ana.write(shop, text);
    said.push(...texts);
    await arrived();
  };
  const arrived = () => inTime(async () => expect((await textsOf(house.context)).toSorted()).toEqual(said.toSorted()));
  const alerts = async (): Promise<Alert[]> => (await house.owner.ok(listAlerts)).items;
  /** What is written while nobody can be told comes later. */
  const writesMeanwhile = (...texts: string[]) => {
    const off = house.outside.holdBack();
    for (const text of texts) ana.write(shop, text);
    said.push(...texts);
    return off;
  };

  test("while nobody is there the channel says so and when it is tried again, and heals by itself with nothing lost", async () => {
    house.outside.door.shut();
    const off = writesMeanwhile("Away 1", "Away 2");
    await inTime(async () => expect(await channel()).toMatchObject({ status: "DISCONNECTED", reason: "unreachable" }));
    await inTime(async () => expect((await channel()).nextTryAt).not.toBeNull());
    off();
    house.outside.door.open();
    await connected();
    await arrived();
    await writes("Back again");
  });

  test("a service that accepts and never answers is noticed, warned of once, and told when it is over", async () => {
    const before = (await alerts()).length;
    // What was written in the second of the last proof would count as late too.
    const wrote = house.rooms.clock.now().getTime();
    await inTime(async () =>
      expect(Date.parse((await channel()).proof?.checkedAt ?? "")).toBeGreaterThan(wrote + 1_000),
    );
    house.outside.door.freeze();
    const frozenAt = house.rooms.clock.now().getTime();
    const off = writesMeanwhile("Silence 1", "Silence 2", "Silence 3");
    await inTime(async () => expect(await channel()).toMatchObject({ status: "DISCONNECTED", reason: "silent" }));
    const { statusSince } = await channel();
    expect(Date.parse(statusSince) - frozenAt).toBeLessThan(60_000);
    expect((await house.owner.ok(probeChannel, { params: { channelId } })).status).toBe("DISCONNECTED");
    house.rooms.clock.advance(Math.max(0, frozenAt + 75_000 - house.rooms.clock.now().getTime()));
    await inTime(async () => expect(await alerts()).toHaveLength(before + 1));
    const [raised] = await alerts();
    expect(raised).toMatchObject({ channel: { id: channelId }, endedAt: null });
    expect(Date.parse(raised?.raisedAt ?? "") - frozenAt).toBeLessThan(120_000);
    off();
    house.outside.door.open();
    await connected();
    await arrived();
    // The end is told once nothing more comes late and the channel has been calm.
    house.rooms.clock.advance(5 * 60_000);
    await inTime(async () =>
      expect((await alerts())[0]).toMatchObject({
        ...{ id: raised?.id, endedAt: expect.any(String) },
        ...{ outages: 1, lateMessages: 3 },
      }),
    );
    expect(await alerts()).toHaveLength(before + 1);
  });

  test("a proof that grew old is not believed", async () => {
    await connected();
    house.outside.door.freeze();
    house.rooms.clock.advance(proofMilliseconds + 1_000);
    expect((await channel()).status).toBe("DISCONNECTED");
    house.outside.door.open();
    await connected();
  });

  test("a pause loses nothing and is no outage", async () => {
    const before = (await alerts()).length;
    await house.owner.ok(pauseChannel, { params: { channelId } });
    expect((await channel()).status).toBe("PAUSED");
    for (const text of ["Pause 1", "Pause 2"]) ana.write(shop, text);
    expect((await house.owner.ok(probeChannel, { params: { channelId } })).status).toBe("PAUSED");
    await house.owner.ok(resumeChannel, { params: { channelId } });
    said.push("Pause 1", "Pause 2");
    await connected();
    await arrived();
    expect(await alerts()).toHaveLength(before);
  });

  test("credentials that were taken back need a person, whose renewal heals everything", async () => {
    shop.revoke();
    await inTime(async () =>
      expect(await channel()).toMatchObject({ status: "NEEDS_ACTION", reason: shop.whenRevoked, nextTryAt: null }),
    );
    const off = writesMeanwhile("Revoked 1", "Revoked 2");
    await shop.renew(house.owner, channelId);
    off();
    await connected();
    await arrived();
    await writes("Renewed");
  });
});

const drops = 5;

test.each(channelKinds)(
  "%s: going down and up again and again is one alert, which says how often, until it is calm",
  async (kind) => {
    const { house, stands, alerts, told, outages } = await openConnected(kind);
    for (let dropped = 1; dropped <= drops; dropped++) {
      house.outside.door.shut();
      await stands({ status: "DISCONNECTED", reason: "unreachable" });
      // Each is short, and a few are no affair yet.
      if (dropped < 4) expect(await alerts()).toEqual([]);
      house.outside.door.open();
      await stands({ status: "CONNECTED", reason: null });
      expect(await outages()).toHaveLength(dropped);
    }
    // It is counted on once the last one has been over for a moment.
    house.rooms.clock.advance(5_000);
    await inTime(async () => expect(await alerts()).toMatchObject([{ outages: drops, endedAt: null }]));
    await inTime(() => expect(told()).toEqual(["alert.raised"]));
    house.rooms.clock.advance(5 * 60_000);
    await inTime(async () => expect(await alerts()).toMatchObject([{ outages: drops, endedAt: expect.any(String) }]));
    const all = await outages();
    expect(await alerts()).toMatchObject([{ offlineSince: all.at(-1)?.startedAt, endedAt: all[0]?.endedAt }]);
    await inTime(() => expect(told()).toEqual(["alert.raised", "alert.ended"]));
    await stands({ status: "CONNECTED", reason: null });
  },
);

/** A house with one channel that is connected, for a test alone. */
async function openConnected(kind: ChannelKind) {
  const house = await openHouse(kind);
  onTestFinished(() => house.close());
  await house.start();
  const channelId = await house.connect(house.outside.account("Ortiz Shop"));
  const asked = { params: { channelId }, query: { timeZone: "UTC" } };
  const stands = (standing: Partial<Channel>) =>
    inTime(async () => expect(await house.channel(channelId)).toMatchObject(standing));
  await stands({ status: "CONNECTED" });
  return {
    ...{ house, stands },
    alerts: async () => (await house.owner.ok(listAlerts)).items,
    /** What open browsers were told of alerts. */
    told: () => house.rooms.published.map((fact) => fact.kind).filter((fact) => fact.startsWith("alert.")),
    outages: async () => (await house.owner.ok(readChannelHistory, asked)).outages,
  };
}
