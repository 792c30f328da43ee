import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { channelKinds } from "#contract/channels.ts";
import { listConversations } from "#contract/conversations.ts";
import { sendMessage } from "#contract/messages.ts";
import { usualRunning } from "#server/channels/running/running-times.ts";
import { query, read } from "#server/context.ts";
import { textsOf } from "#server/testing/messages-of.ts";
import { type ConformanceHouse, type HouseProcess, inTime, openHouse } from "#server/testing/outside/open-house.ts";
import type { OutsideAccount, OutsideCustomer } from "#server/testing/outside/outside.ts";

describe.each(channelKinds)("%s", (kind) => {
  let house: ConformanceHouse;
  let shop: OutsideAccount;
  let ana: OutsideCustomer;
  let channelId = "";
  const processes = new Map<string, HouseProcess>();
  const start = async () => {
    const started = await house.start();
    processes.set(started.id, started);
  };
  beforeAll(async () => {
    house = await openHouse(kind);
    await Promise.all([start(), start()]);
    shop = house.outside.account("Ortiz Shop");
    channelId = await house.connect(shop);
    await connected();
    ana = house.outside.customer("Ana");
  });
  afterAll(() => house.close());

  const connected = () =>
    inTime(async () => expect(await house.channel(channelId)).toMatchObject({ status: "CONNECTED", reason: null }));
  const written: string[] = [];
  const answered: string[] = [];

  /** Ana writes and is answered; nothing of what was said so far is missing or there twice. */
  const talk = async (word: string) => {
    ana.write(shop, `${word}?`);
    written.push(`${word}?`);
    await inTime(async () => expect(await received()).toEqual(written.toSorted()));
    const [conversation] = (await house.owner.ok(listConversations)).items;
    const body = { idempotencyKey: crypto.randomUUID(), text: `${word}.` };
    await house.owner.ok(sendMessage, { params: { conversationId: conversation?.id ?? "" }, body });
    answered.push(`${word}.`);
    await inTime(() => expect(ana.heard(shop).map(({ text }) => text)).toEqual(answered));
  };
  const received = async () => (await textsOf(house.context)).filter((text) => text.endsWith("?")).toSorted();
  const holders = async () => {
    const leases = query
      .selectFrom("channel_leases")
      .select("holder")
      .where("workspace_id", "=", house.context.workspaceId);
    return (await read(house.context, leases)).map(({ holder }) => holder);
  };
  const holder = async () => {
    const [held = ""] = await inTime(async () => {
      const found = await holders();
      expect(found).toHaveLength(1);
      return found;
    });
    const process = processes.get(held);
    if (!process) throw new Error("The line is held by nobody who runs.");
    return process;
  };
  const heldByAnother = (former: HouseProcess) =>
    inTime(async () => expect([...processes.keys()].filter((id) => id !== former.id)).toContain((await holders())[0]));

  test("one of two processes holds the line, and both serve it", async () => {
    await holder();
    for (const word of ["One", "Two", "Three"]) await talk(word);
    expect((await house.channel(channelId)).status).toBe("CONNECTED");
  });

  test("when the holder is stopped the other has the line, with nothing lost or there twice", async () => {
    const former = await holder();
    const stopping = former.stop();
    ana.write(shop, "In between?");
    written.push("In between?");
    await stopping;
    processes.delete(former.id);
    await heldByAnother(former);
    await connected();
    await talk("After the stop");
    await start();
  });

  test("when the holder is killed the other has the line before 15 s are over, with nothing lost or there twice", async () => {
    // By the product's own times, with four seconds for opening; those of this test are shorter.
    expect(usualRunning.lease + usualRunning.look).toBeLessThanOrEqual(11_000);
    const former = await holder();
    await former.kill();
    ana.write(shop, "Anybody there?");
    written.push("Anybody there?");
    await heldByAnother(former);
    await connected();
    await talk("After the end");
  });
});
