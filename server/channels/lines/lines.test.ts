import { expect, test } from "vitest";
import { probeChannel, removeChannel } from "#contract/channels.ts";
import type { OutboundMessage } from "#server/channels/adapter.ts";
import { connectionOf } from "#server/channels/connection-of.ts";
import { takeRequests } from "#server/channels/lines/requests.ts";
import { releaseLeases, takeLease } from "#server/channels/running/hold-leases.ts";
import { query, read, transact } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";
import { type DeviceRooms, inTime, openDevices } from "#server/testing/open-devices.ts";

const signal = new AbortController().signal;

test("a process that does not hold the line sends through the one that does", async () => {
  const house = await openDevices();
  const { link, run, parts, channel, shop, ana } = house;
  const channelId = await link();
  run();
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  const other = parts();
  // What the holder does not take in time has certainly not left.
  const message = text("From elsewhere", ana.lid);
  const sent = await inTime(async () => {
    const outcome = await send(house, other, channelId, message);
    expect(outcome.outcome).not.toBe("retry");
    return outcome;
  });
  expect(sent).toMatchObject({ outcome: "sent", sentAt: expect.any(Date) });
  await inTime(() => expect(ana.thread(shop)).toMatchObject([{ text: "From elsewhere", arrivals: 1 }]));
  expect(await requests(house)).toEqual([]);
});

test("a probe asked anywhere is answered by the holder", async () => {
  const { link, run, owner, channel } = await openDevices();
  const channelId = await link();
  run();
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  const proof = { summary: expect.stringContaining("ping") };
  await inTime(async () =>
    expect(await owner.ok(probeChannel, { params: { channelId } })).toMatchObject({ status: "CONNECTED", proof }),
  );
});

test("a channel that is removed elsewhere is gone from its phone too, also when its line has just broken", async () => {
  const { link, run, owner, channel, shop, whatsapp } = await openDevices({ answer: 20_000, firstPause: 1_000 });
  const channelId = await link();
  run();
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  whatsapp.faults.drop(shop.number);
  expect(await owner.ok(removeChannel, { params: { channelId } })).toEqual({ stillLinked: false });
  expect(shop.devices()).toEqual([]);
});

test("what nobody takes is taken back, and certainly not done", async () => {
  const house = await openDevices();
  const channelId = await house.link();
  const nobody = await send(house, house.parts(), channelId, text("Hello", house.ana.lid));
  expect(nobody).toMatchObject({ outcome: "retry", scope: "channel" });
  expect(await requests(house)).toEqual([]);
});

test("what a process took that was killed is not waited for longer than it holds the line", async () => {
  const house = await openDevices();
  const channelId = await house.link();
  const holder = newId();
  await transact(house.context, (tx) => takeLease(tx, { holder, channelId, milliseconds: 60_000 }));
  const sending = send(house, house.parts(), channelId, text("Hello", house.ana.lid));
  await inTime(async () => expect(await takeRequests(house.context, [channelId])).toHaveLength(1));
  await transact(house.context, (tx) => releaseLeases(tx, holder, [channelId]));
  // It would be 150 s otherwise.
  expect(await sending).toMatchObject({ outcome: "retry", scope: "chat" });
  expect(await requests(house)).toEqual([]);
});

function text(words: string, chatId: string): OutboundMessage {
  return {
    chatId,
    text: words,
    file: null,
    replyTo: null,
    ownId: "3EB0AABBCCDDEEFF0011",
    messageId: newId(),
    isLateAnswer: false,
  };
}

async function send(
  { context }: DeviceRooms,
  { adapters, secrets }: ReturnType<DeviceRooms["parts"]>,
  channelId: string,
  message: OutboundMessage,
) {
  const connection = await connectionOf(context, secrets, channelId);
  if (typeof connection === "string") throw new Error(connection);
  return adapters.whatsapp.send(connection, message, signal);
}

async function requests({ context }: DeviceRooms) {
  const all = query.selectFrom("line_requests").select("verb").where("workspace_id", "=", context.workspaceId);
  return read(context, all);
}
