import { expect, test } from "vitest";
import { syncRecorder } from "#server/channels/status/record-sync.ts";
import { createLog } from "#server/platform/log/log.ts";
import { openChannels } from "#server/testing/open-channels.ts";

test("how far chats were fetched is shown, told now and then, and over when it is over", async () => {
  const { connect, channel, context, rooms } = await openChannels();
  const { id } = await connect();
  const report = syncRecorder(context, id, createLog("silent"));
  expect((await channel()).sync).toBeNull();
  const before = rooms.published.length;
  await report({ done: 340, total: 1_200 });
  await report({ done: 341, total: 1_200 });
  expect((await channel()).sync).toEqual({ done: 340, total: 1_200 });
  await report(null);
  expect((await channel()).sync).toBeNull();
  expect(rooms.published.slice(before).map(({ kind }) => kind)).toEqual(["channel.proven", "channel.proven"]);
});
