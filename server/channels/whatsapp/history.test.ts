import { expect, test } from "vitest";
import { fetchHistory } from "#contract/channels.ts";
import { type Context, query, read } from "#server/context.ts";
import { textsOf } from "#server/testing/messages-of.ts";
import { inTime, openDevices } from "#server/testing/open-devices.ts";

const day = 24 * 3_600_000;

test("recent chats of a newly linked phone lie in the archive, and older messages come when they are asked for", async () => {
  const { link, run, channel, shop, ana, context, rooms, owner, whatsapp } = await openDevices();
  const at = (days: number) => new Date(rooms.clock.now().getTime() - days * day);
  shop.rememberPast(ana, [
    { fromMe: false, text: "Long ago", at: at(45) },
    { fromMe: false, text: "Do you deliver?", at: at(3) },
    { fromMe: true, text: "Yes, on Fridays.", at: at(2) },
  ]);
  const channelId = await link();
  run();
  await inTime(async () => expect(await textsOf(context)).toEqual(["Do you deliver?", "Yes, on Fridays."]));
  await inTime(async () => expect(await channel()).toMatchObject({ status: "CONNECTED", sync: null }));
  expect(await standing(context)).toMatchObject([
    {
      inbound_count: 0,
      unreplied: false,
      archived_at: expect.any(Date),
      last_direction: "outbound",
      last_state: "read",
    },
  ]);
  expect(await read(context, query.selectFrom("contacts").select("name"))).toEqual([{ name: "Ana Ruiz" }]);
  shop.rememberPast(ana, [{ fromMe: false, text: "Before that", at: at(10) }]);
  const release = whatsapp.faults.add({ kind: "hold history" });
  await owner.ok(fetchHistory, { params: { channelId } });
  await inTime(async () => expect(await channel()).toMatchObject({ sync: { done: 0, total: 1 } }));
  release();
  await inTime(async () =>
    expect(await textsOf(context)).toEqual(["Before that", "Do you deliver?", "Yes, on Fridays."]),
  );
  await inTime(async () => expect(await channel()).toMatchObject({ sync: null }));
  ana.write(shop, "And on Saturdays?");
  await inTime(async () =>
    expect(await standing(context)).toMatchObject([{ inbound_count: 1, unreplied: true, archived_at: null }]),
  );
});

test("what customers wrote while the device was logged out waits for an answer once it is linked again", async () => {
  const { link, run, channel, shop, ana, context } = await openDevices();
  await link();
  run();
  ana.write(shop, "Hello");
  await inTime(async () => expect(await textsOf(context)).toEqual(["Hello"]));
  shop.logOut();
  await inTime(async () => expect(await channel()).toMatchObject({ reason: "logged_out" }));
  ana.write(shop, "Is anybody there?");
  await link();
  await inTime(async () => expect(await textsOf(context)).toEqual(["Hello", "Is anybody there?"]));
  expect(await standing(context)).toMatchObject([{ inbound_count: 2, unreplied: true, archived_at: null }]);
});

function standing(context: Context) {
  const columns = ["inbound_count", "unreplied", "archived_at", "last_direction", "last_state"] as const;
  return read(context, query.selectFrom("conversations").select(columns));
}
