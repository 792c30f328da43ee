import { expect, test } from "vitest";
import { pauseChannel, probeChannel, resumeChannel } from "#contract/channels.ts";
import { proofMilliseconds } from "#server/channels/present.ts";
import { usualTimes } from "#server/channels/whatsapp/times.ts";
import { query, read, transact } from "#server/context.ts";
import { textsOf } from "#server/testing/messages-of.ts";
import { type DeviceRooms, inTime, openDevices } from "#server/testing/open-devices.ts";

test.each([515, 428, 503, 500, 408] as const)(
  "after %i the line is back by itself, and nothing is lost",
  async (code) => {
    const { whatsapp, shop, ana, channel, context } = await connected();
    whatsapp.faults.close(code, shop.number);
    ana.write(shop, "still there?");
    await inTime(async () => expect(await textsOf(context)).toEqual(["still there?"]));
    await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  },
);

test("after 515 the line is opened again without a pause, by one login", async () => {
  const { whatsapp, shop, channel } = await connected({ firstPause: 600_000, longestPause: 600_000 });
  const logins = newLogins(whatsapp);
  whatsapp.faults.close(515, shop.number);
  await inTime(() => expect(logins()).toHaveLength(1));
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  expect(logins()).toHaveLength(1);
});

test("a phone that logs the device out ends it for good: its keys are gone, and a scan goes on in the same channel", async () => {
  const house = await connected();
  const { shop, ana, channel, context, link, channelId } = house;
  ana.write(shop, "before");
  await inTime(async () => expect(await textsOf(context)).toEqual(["before"]));
  shop.logOut();
  await inTime(async () => expect(await channel()).toMatchObject({ status: "NEEDS_ACTION", reason: "logged_out" }));
  await inTime(async () => expect(await keys(house)).toBe(0));
  expect(await link()).toBe(channelId);
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  ana.write(shop, "after");
  await inTime(async () => expect(await textsOf(context)).toEqual(["before", "after"]));
});

test("a restricted account is left alone until a person resumes it", async () => {
  const house = await connected();
  const { whatsapp, shop, channel } = house;
  shop.ban();
  await inTime(async () => expect(await channel()).toMatchObject({ status: "NEEDS_ACTION", reason: "restricted" }));
  await inTime(() => expect(whatsapp.connections()).toEqual([]));
  // Longer than any pause after which a line is tried again.
  const end = await leaseEnd(house);
  await inTime(async () => expect((await leaseEnd(house)) - end).toBeGreaterThan(600));
  expect(whatsapp.connections()).toEqual([]);
});

test("a login that is refused for the account waits for a person, who pauses and resumes the channel", async () => {
  const { whatsapp, shop, owner, channel, channelId } = await connected();
  whatsapp.faults.add({ kind: "refuse login", code: 402 });
  whatsapp.faults.drop(shop.number);
  await inTime(async () => expect(await channel()).toMatchObject({ status: "NEEDS_ACTION", reason: "restricted" }));
  whatsapp.faults.clear();
  await owner.ok(pauseChannel, { params: { channelId } });
  await owner.ok(resumeChannel, { params: { channelId } });
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
});

test.each([405, 409, 411])(
  "a version that is refused with %i needs a person, and is tried now and then",
  async (code) => {
    const { whatsapp, shop, channel } = await connected();
    whatsapp.faults.add({ kind: "refuse login", code });
    whatsapp.faults.drop(shop.number);
    await inTime(async () => expect(await channel()).toMatchObject({ status: "NEEDS_ACTION", reason: "outdated" }));
    whatsapp.faults.clear();
    await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  },
);

test("another program that takes the device over is given way to, and asked once after the pause, which is a minute", async () => {
  expect(usualTimes.replacedPause).toBeGreaterThanOrEqual(60_000);
  const replacedPause = 6_000;
  const { whatsapp, shop, channel } = await connected({ replacedPause });
  const logins = newLogins(whatsapp);
  const replacedAt = performance.timeOrigin + performance.now();
  whatsapp.faults.close(440, shop.number);
  await inTime(async () => expect(await channel()).toMatchObject({ status: "DISCONNECTED", reason: "replaced" }));
  await inTime(() => expect(whatsapp.connections()).toEqual([]));
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  expect(logins()).toHaveLength(1);
  expect((logins()[0]?.at ?? 0) - replacedAt).toBeGreaterThan(replacedPause - 100);
});

test("a server with another root key is not believed", async () => {
  const { whatsapp, shop, channel } = await connected();
  whatsapp.faults.add({ kind: "other root" });
  whatsapp.faults.drop(shop.number);
  await inTime(async () =>
    expect(await channel()).toMatchObject({ status: "NEEDS_ACTION", reason: "server_unproven" }),
  );
  whatsapp.faults.clear();
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
});

test("whoever asks for the status does not wait for the next attempt", async () => {
  const { whatsapp, shop, owner, channel, channelId } = await connected({ refusedPause: 600_000 });
  const ask = () => owner.ok(probeChannel, { params: { channelId } });
  whatsapp.faults.add({ kind: "other root" });
  whatsapp.faults.drop(shop.number);
  await inTime(async () => expect(await channel()).toMatchObject({ reason: "server_unproven" }));
  whatsapp.faults.clear();
  await inTime(async () => expect((await ask()).status).toBe("CONNECTED"));
});

test.each([
  ["refuses the upgrade", { kind: "refuse upgrade", status: 503 }, "service_error"],
  ["accepts and says nothing", { kind: "silent", stage: "handshake" }, "silent"],
] as const)("a server that %s is found out, and heals", async (_what, fault, reason) => {
  const { whatsapp, shop, channel } = await connected({ connect: 400, logIn: 300_000 });
  whatsapp.faults.add(fault);
  whatsapp.faults.drop(shop.number);
  await inTime(async () => expect(await channel()).toMatchObject({ status: "DISCONNECTED", reason }));
  whatsapp.faults.clear();
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
});

test("a line that falls silent while it is open is found out", async () => {
  const { whatsapp, channel, ana, shop, context } = await connected({ answer: 300 });
  const [before] = whatsapp.connections();
  whatsapp.faults.add({ kind: "silent", stage: "open" });
  ana.write(shop, "anybody?");
  await inTime(() => expect(whatsapp.connections().some(({ since }) => since === before?.since)).toBe(false));
  whatsapp.faults.clear();
  await inTime(async () => expect(await textsOf(context)).toEqual(["anybody?"]));
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
});

test("by the product's own times a line that falls silent, and whose successor never opens, is called so in time", () => {
  const { ask, answer, firstPause, logIn } = usualTimes;
  // With ten seconds for whatever is late, before the proof is too old and nobody can tell any more what was wrong.
  expect(ask + answer + 2 * firstPause + logIn).toBeLessThanOrEqual(proofMilliseconds - 10_000);
});

test("a key that cannot be opened is said to be damaged, and no other identity is taken on", async () => {
  const { run: _, ...house } = await connected();
  const { context, owner, channel, channelId, whatsapp } = house;
  await owner.ok(pauseChannel, { params: { channelId } });
  // Given back once the line has ended and stored all that it learned.
  await inTime(async () => expect(await leaseEnd(house)).toBe(0));
  await inTime(() => expect(whatsapp.connections()).toEqual([]));
  await transact(context, (tx) =>
    tx.db
      .updateTable("device_creds")
      .set({ sealed: Buffer.from("half a document") })
      .where("workspace_id", "=", context.workspaceId)
      .execute(),
  );
  await owner.ok(resumeChannel, { params: { channelId } });
  await inTime(async () =>
    expect(await channel()).toMatchObject({ status: "NEEDS_ACTION", reason: "session_damaged" }),
  );
  await inTime(() => expect(whatsapp.connections()).toEqual([]));
  expect(house.shop.devices()).toHaveLength(1);
});

test("a restart needs no scan", async () => {
  const house = await connected();
  const { shop, ana, context, channel, run, stop, whatsapp } = house;
  await stop();
  await inTime(() => expect(whatsapp.connections()).toEqual([]));
  ana.write(shop, "while nobody was there");
  run();
  await inTime(async () => expect(await textsOf(context)).toEqual(["while nobody was there"]));
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  expect(shop.devices()).toHaveLength(1);
});

test("two processes hold one connection between them", async () => {
  const { whatsapp, run, channel, stop } = await connected();
  run();
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  await inTime(() => expect(whatsapp.connections()).toHaveLength(1));
  await stop();
  await inTime(() => expect(whatsapp.connections()).toHaveLength(1));
});

/** A linked phone whose line is open in a process that `stop` ends. */
async function connected(times: Parameters<typeof openDevices>[0] = {}) {
  const house = await openDevices(times);
  const channelId = await house.link();
  const running = house.run();
  await inTime(async () => expect((await house.channel()).status).toBe("CONNECTED"));
  return { ...house, channelId, stop: () => running.stop() };
}

/** The first stanza of each connection on which a device has logged in from now on. */
function newLogins({ stanzas }: DeviceRooms["whatsapp"]) {
  const before = new Set(stanzas.map(({ connection }) => connection));
  return () => {
    const later = stanzas.filter(({ connection, device }) => device !== undefined && !before.has(connection));
    return [...new Map(later.toReversed().map((stanza) => [stanza.connection, stanza])).values()];
  };
}

async function keys({ context }: DeviceRooms): Promise<number> {
  const stored = query.selectFrom("device_keys").select("id").where("workspace_id", "=", context.workspaceId);
  return (await read(context, stored)).length;
}

/** When the lease of the line ends if it is not renewed, 0 when nobody holds it. */
async function leaseEnd({ context }: Pick<DeviceRooms, "context">): Promise<number> {
  const leases = query
    .selectFrom("channel_leases")
    .select("expires_at")
    .where("workspace_id", "=", context.workspaceId);
  return (await read(context, leases))[0]?.expires_at.getTime() ?? 0;
}
