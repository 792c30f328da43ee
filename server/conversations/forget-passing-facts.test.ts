import { expect, onTestFinished, test } from "vitest";
import { transact } from "#server/context.ts";
import { forgetPassingFacts } from "#server/conversations/forget-passing-facts.ts";
import { announce } from "#server/platform/events/announce.ts";
import { openRooms } from "#server/testing/open-rooms.ts";

const week = 7 * 24 * 3_600_000;

test("facts that only said that something changed go after a week, what threads show stays", async () => {
  const rooms = await openRooms([]);
  onTestFinished(() => rooms.close());
  const context = rooms.contextOf(await rooms.addWorkspace());
  const other = rooms.contextOf(await rooms.addWorkspace());
  const tell = (kinds: readonly string[], where = context) =>
    transact(where, async (tx) => {
      for (const kind of kinds) await announce(tx, { kind });
    });
  const kinds = async (where = context) => {
    const rows = await transact(where, (tx) =>
      tx.db.selectFrom("facts").select("kind").where("workspace_id", "=", tx.workspaceId).orderBy("id").execute(),
    );
    return rows.map(({ kind }) => kind);
  };
  const passing = [
    "message.received",
    "message.queued",
    "message.changed",
    "conversation.read",
    "conversation.changed",
  ];
  await tell([...passing, "conversation.archived", "password.changed"]);
  await tell(passing, other);
  await forgetPassingFacts(context);
  expect(await kinds()).toHaveLength(7);

  rooms.clock.advance(week + 1_000);
  await tell(["message.received"]);
  await forgetPassingFacts(context);
  expect(await kinds()).toEqual(["conversation.archived", "password.changed", "message.received"]);
  expect(await kinds(other)).toEqual(passing);
});
