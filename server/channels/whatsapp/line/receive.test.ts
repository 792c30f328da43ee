import { expect, test } from "vitest";
import { probeChannel } from "#contract/channels.ts";
import { type Context, query, read } from "#server/context.ts";
import { textsOf } from "#server/testing/messages-of.ts";
import { inTime, openDevices } from "#server/testing/open-devices.ts";

test("a linked phone is connected, proven, and what customers write is stored once", async () => {
  const { link, run, channel, shop, ana, context, owner } = await openDevices();
  const channelId = await link();
  run();
  await inTime(async () => expect(await channel()).toMatchObject({ status: "CONNECTED", transport: "socket" }));
  ana.write(shop, "Are you open?");
  ana.write(shop, "Hello?");
  await inTime(async () => expect(await textsOf(context)).toEqual(["Are you open?", "Hello?"]));
  const probed = await owner.ok(probeChannel, { params: { channelId } });
  expect(probed.proof?.summary).toMatch(/^WhatsApp answered a ping in \d+ ms$/);
  await inTime(async () => expect(await unhandled(context)).toBe(0));
});

test("what a stranger writes in one breath is shown in its order", async () => {
  const { link, run, channel, shop, ana, context } = await openDevices();
  await link();
  run();
  await inTime(async () => expect(await channel()).toMatchObject({ status: "CONNECTED" }));
  const said = Array.from({ length: 12 }, (_, index) => `Word ${index}`);
  for (const word of said) ana.write(shop, word);
  await inTime(async () => expect(await textsOf(context)).toEqual(said));
});

async function unhandled(context: Context): Promise<number> {
  const waiting = query
    .selectFrom("device_journal")
    .select("position")
    .where("workspace_id", "=", context.workspaceId)
    .where("handled_at", "is", null);
  return (await read(context, waiting)).length;
}
