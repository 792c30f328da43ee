import { expect, test } from "vitest";
import { listAlerts } from "#contract/alerts.ts";
import { query, read } from "#server/context.ts";
import { type DeviceRooms, inTime, openDevices } from "#server/testing/open-devices.ts";

const drops = 6;

test.each([
  ["soon after each login", { calm: 60_000 }],
  ["after it was calm for a while", { calm: 0 }],
] as const)("a line that is dropped %s, again and again, makes one alert that says so", async (_when, times) => {
  const house = await connected(times);
  await drop(house);
  // One may be chance.
  expect(await outagesOf(house)).toEqual([]);
  for (let dropped = 2; dropped <= drops; dropped++) {
    await drop(house);
    await inTime(async () => {
      const outages = await outagesOf(house);
      expect(outages).toHaveLength(dropped - 1);
      expect(outages).not.toContain(null);
    });
  }
  const alerts = async () => (await house.owner.ok(listAlerts)).items;
  await inTime(async () => expect(await alerts()).toMatchObject([{ outages: drops - 1, endedAt: null }]));
});

test("connections that break at long intervals are no outages", async () => {
  const house = await connected({ unsteady: 0 });
  for (let dropped = 1; dropped <= 3; dropped++) await drop(house);
  expect(await outagesOf(house)).toEqual([]);
  expect((await house.channel()).status).toBe("CONNECTED");
});

async function connected(times: Parameters<typeof openDevices>[0]): Promise<DeviceRooms> {
  const house = await openDevices(times);
  await house.link();
  house.run();
  await inTime(async () => expect((await house.channel()).status).toBe("CONNECTED"));
  return house;
}

/** Ends the connection as a busy service does, and waits until another one is proven. */
async function drop({ whatsapp, shop, channel }: DeviceRooms): Promise<void> {
  const open = () => whatsapp.connections().filter(({ stage }) => stage === "open");
  await inTime(() => expect(open()).toHaveLength(1));
  const [before] = open();
  const proof = async () => Date.parse((await channel()).proof?.checkedAt ?? "");
  const proven = await proof();
  whatsapp.faults.close(503, shop.number);
  await inTime(() => expect(open().filter(({ since }) => since > (before?.since ?? 0))).toHaveLength(1));
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  await inTime(async () => expect(await proof()).toBeGreaterThan(proven));
}

/** When each outage ended, null while it lasts. */
async function outagesOf({ context }: DeviceRooms): Promise<readonly (Date | null)[]> {
  const outages = query.selectFrom("outages").select("ended_at").where("workspace_id", "=", context.workspaceId);
  return (await read(context, outages)).map(({ ended_at }) => ended_at);
}
