import { sql } from "kysely";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { holdLeases, releaseLeases } from "#server/channels/running/hold-leases.ts";
import { transact } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";
import { openChannels } from "#server/testing/open-channels.ts";

test("a lease is its holder's until it expires or is given back", async () => {
  const { connect, context } = await openChannels();
  const { id } = await connect();
  const [first, second] = [newId(), newId()];
  const hold = async (holder: string) => {
    const lease = { holder, channelIds: [id], milliseconds: 10_000 };
    return (await transact(context, (tx) => holdLeases(tx, lease))).has(id);
  };
  const pass = (seconds: number) =>
    transact(context, (tx) =>
      tx.db
        .updateTable("channel_leases")
        .set({ expires_at: sql`expires_at - ${seconds} * interval '1 second'` })
        .execute(),
    );
  expect([await hold(first), await hold(second), await hold(first)]).toEqual([true, false, true]);
  await pass(5);
  expect([await hold(second), await hold(first)]).toEqual([false, true]);
  await pass(11);
  expect([await hold(second), await hold(first)]).toEqual([true, false]);
  await transact(context, (tx) => releaseLeases(tx, first, [id]));
  expect(await hold(first)).toBe(false);
  await transact(context, (tx) => releaseLeases(tx, second, [id]));
  expect(await hold(first)).toBe(true);
});

test("of twenty who reach for a free lease at once one gets it", async () => {
  const { connect, context } = await openChannels();
  const { id } = await connect();
  const reach = () => ({ holder: newId(), channelIds: [id], milliseconds: 10_000 });
  const held = await Promise.all(Array.from({ length: 20 }, () => transact(context, (tx) => holdLeases(tx, reach()))));
  expect(held.filter((leases) => leases.has(id))).toHaveLength(1);
});

test("a lease outlasts a clock that is moved", async () => {
  const { connect, context, rooms } = await openChannels();
  const { id } = await connect();
  const hold = async (holder: string) => {
    const lease = { holder, channelIds: [id], milliseconds: 60_000 };
    return (await transact(context, (tx) => holdLeases(tx, lease))).has(id);
  };
  expect(await hold(newId())).toBe(true);
  rooms.clock.advance(120_000);
  expect(await hold(newId())).toBe(false);
});

test("a lease is free as soon as its holder is known to be gone", async () => {
  const { connect, context, rooms } = await openChannels();
  const database = new Client({ connectionString: rooms.ownerUrl });
  await database.connect();
  onTestFinished(() => database.end());
  const { id } = await connect();
  const [dead, next] = [newId(), newId()];
  const hold = async (holder: string) => {
    const lease = { holder, channelIds: [id], milliseconds: 10_000 };
    return (await transact(context, (tx) => holdLeases(tx, lease))).has(id);
  };
  await database.query("insert into processes values ($1, 'elsewhere', 1, now())", [dead]);
  expect([await hold(dead), await hold(next)]).toEqual([true, false]);
  await database.query("delete from processes where id = $1", [dead]);
  expect(await hold(next)).toBe(true);
});
