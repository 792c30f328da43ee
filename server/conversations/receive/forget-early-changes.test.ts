import { expect, onTestFinished, test } from "vitest";
import { query, read } from "#server/context.ts";
import { forgetEarlyChanges } from "#server/conversations/receive/forget-early-changes.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { openRooms } from "#server/testing/open-rooms.ts";

const day = 24 * 3_600_000;

test("what was said about a message that never came goes after thirty days", async () => {
  const rooms = await openRooms([]);
  onTestFinished(() => rooms.close());
  const context = rooms.contextOf(await rooms.addWorkspace());
  const channelId = await addChannel(context);
  const hear = (externalId: string) =>
    receiveUpdates(context, {
      channelId,
      updates: [{ kind: "receipt", externalIds: [externalId], state: "read", at: rooms.clock.now() }],
      position: null,
    });
  const waiting = async () =>
    (await read(context, query.selectFrom("early_changes").select("target_external_id"))).map(
      ({ target_external_id: id }) => id,
    );
  await hear("long ago");
  rooms.clock.advance(29 * day);
  await hear("lately");
  await forgetEarlyChanges(context);
  expect(await waiting()).toHaveLength(2);
  rooms.clock.advance(2 * day);
  await forgetEarlyChanges(context);
  expect(await waiting()).toEqual(["lately"]);
});
