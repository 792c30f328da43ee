import { proto } from "baileys/WAProto/index.js";
import { expect, test } from "vitest";
import { pauseChannel, removeChannel } from "#contract/channels.ts";
import { sealDevice } from "#server/channels/whatsapp/device/seal-device.ts";
import { query, read, transact } from "#server/context.ts";
import { textsOf } from "#server/testing/messages-of.ts";
import { type DeviceRooms, inTime, openDevices } from "#server/testing/open-devices.ts";

test("a phone that could not be told is said to be linked still, and nothing stays that could use the link", async () => {
  const house = await connected();
  const params = { channelId: house.channelId };
  await house.owner.ok(pauseChannel, { params });
  await inTime(() => expect(house.whatsapp.connections()).toEqual([]));
  expect(await house.owner.ok(removeChannel, { params })).toEqual({ stillLinked: true });
  expect(house.shop.devices()).toHaveLength(1);
  expect(await read(house.context, query.selectFrom("device_creds").select("channel_id"))).toEqual([]);
});

test("a phone that was told, or has logged the device out itself, is linked no more", async () => {
  const first = await connected();
  expect(await first.owner.ok(removeChannel, { params: { channelId: first.channelId } })).toEqual({
    stillLinked: false,
  });
  expect(first.shop.devices()).toEqual([]);
  const second = await connected();
  second.shop.logOut();
  await inTime(async () => expect(await second.channel()).toMatchObject({ reason: "logged_out" }));
  expect(await second.owner.ok(removeChannel, { params: { channelId: second.channelId } })).toEqual({
    stillLinked: false,
  });
});

test("what was received and not handled when its channel is removed is in its conversation", async () => {
  const house = await openDevices();
  const channelId = await house.link();
  await journal(house, channelId, "Is anybody there?");
  await house.owner.ok(removeChannel, { params: { channelId } });
  expect(await textsOf(house.context)).toEqual(["Is anybody there?"]);
});

test("a device whose keys cannot be opened can be removed", async () => {
  const house = await openDevices();
  const channelId = await house.link();
  await journal(house, channelId, "Is anybody there?");
  await transact(house.context, (tx) =>
    tx.db
      .updateTable("device_creds")
      .set({ sealed: Buffer.from("half a document") })
      .execute(),
  );
  await house.owner.ok(removeChannel, { params: { channelId } });
  expect(await textsOf(house.context)).toEqual([]);
});

async function connected() {
  const house = await openDevices({ answer: 20_000 });
  const channelId = await house.link();
  house.run();
  await inTime(async () => expect(await house.channel()).toMatchObject({ status: "CONNECTED" }));
  return { ...house, channelId };
}

/** Leaves behind what a process leaves that was killed right after it had taken a message. */
async function journal({ context, parts, ana, rooms }: DeviceRooms, channelId: string, conversation: string) {
  const receivedAt = rooms.clock.now();
  const plaintext = Buffer.concat([proto.Message.encode({ conversation }).finish(), Buffer.alloc(1, 1)]);
  const attributes = { id: "3A77", from: ana.lid, t: String(Math.floor(receivedAt.getTime() / 1_000)) };
  const hash = Buffer.alloc(32, 7);
  const sealed = sealDevice(parts().secrets, channelId).entry(hash, {
    kind: "message",
    attributes,
    plaintext,
    receivedAt,
  });
  await transact(context, (tx) =>
    tx.db
      .insertInto("device_journal")
      .values({
        workspace_id: tx.workspaceId,
        channel_id: channelId,
        ciphertext_hash: hash,
        sealed,
        received_at: receivedAt,
      })
      .execute(),
  );
}
