import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Channel,
  channelKinds,
  connectChannel,
  listChannels,
  probeChannel,
  removeChannel,
} from "#contract/channels.ts";
import { listConversations } from "#contract/conversations.ts";
import { proofMilliseconds } from "#server/channels/present.ts";
import { type ConformanceHouse, inTime, openHouse } from "#server/testing/outside/open-house.ts";

describe.each(channelKinds)("%s", (kind) => {
  let house: ConformanceHouse;
  beforeAll(async () => {
    house = await openHouse(kind);
    await house.start();
  });
  afterAll(() => house.close());

  const connected = (channelId: string) =>
    inTime(async () => expect(await house.channel(channelId)).toMatchObject({ status: "CONNECTED", reason: null }));

  /** The companies that have a message with this text, as whoever owns the database sees them. */
  const companiesWith = async (text: string) => {
    const database = new Client({ connectionString: house.rooms.ownerUrl });
    await database.connect();
    try {
      const { rows } = await database.query("select workspace_id from messages where text = $1", [text]);
      return rows;
    } finally {
      await database.end();
    }
  };

  test("an account counts as connected with proof only: what was found, how long that took, and when", async () => {
    const channelId = await house.connect(house.outside.account("Ortiz Shop"));
    const first = await house.channel(channelId);
    if (first.status === "CONNECTED") expect(first.proof).not.toBeNull();
    else expect(first).toMatchObject({ kind, status: "CONNECTING", reason: null });
    await connected(channelId);
    const { proof } = await house.channel(channelId);
    expect(proof?.summary).toMatch(/\w{3}/);
    expect(proof?.milliseconds).toBeGreaterThanOrEqual(0);
    const age = house.rooms.clock.now().getTime() - Date.parse(proof?.checkedAt ?? "");
    expect(age).toBeLessThan(proofMilliseconds);
  });

  test("a question to the service brings fresh proof, and ten who ask at once make one question", async () => {
    const account = house.outside.account("Asked Shop");
    const channelId = await house.connect(account);
    await connected(channelId);
    const params = { channelId };
    const stale: Channel[] = [];
    const askTen = async () => {
      const before = account.questions();
      const off = account.slow(1_500);
      const asked = house.rooms.clock.now().getTime();
      const pressed = Array.from({ length: 10 }, () => house.owner.ok(probeChannel, { params }));
      const answers = await Promise.all(pressed).finally(off);
      const isFresh = ({ status, proof }: Channel) =>
        status === "CONNECTED" && Date.parse(proof?.checkedAt ?? "") >= asked;
      stale.push(...answers.filter((answer) => !isFresh(answer)));
      return account.questions() - before;
    };
    // On a busy machine one of the ten may come after the answer, and then asks anew.
    await inTime(async () => {
      const questions = await askTen();
      if (account.asksItself) expect(questions).toBeLessThan(10);
      else expect(questions).toBe(1);
    });
    expect(stale).toEqual([]);
  });

  test("a service that is silent about one account answers for the others meanwhile", async () => {
    const [still, lively] = [house.outside.account("Still Shop"), house.outside.account("Lively Shop")];
    const stillId = await house.connect(still);
    const livelyId = await house.connect(lively);
    const ask = (channelId: string) => house.owner.ok(probeChannel, { params: { channelId } });
    const askBoth = async () => {
      for (const channelId of [stillId, livelyId]) await connected(channelId);
      const off = still.silence();
      try {
        const started = performance.now();
        const silent = ask(stillId);
        // What was asked before this is on its way after it.
        await house.channel(livelyId);
        const answers = [silent, ask(livelyId)];
        const [first] = await Promise.all([Promise.race(answers), ...answers]);
        // Asked for are 5 s; what is beyond them is the patience with a busy machine.
        expect(performance.now() - started).toBeLessThan(5_000 + 15_000);
        await inTime(async () => expect((await house.channel(stillId)).status).toBe("DISCONNECTED"));
        return first;
      } finally {
        off();
      }
    };
    const isLively = ({ id, status }: Channel) => id === livelyId && status === "CONNECTED";
    // A busy machine may have given up the silent service before it comes to the lively one, but not each time.
    for (let times = 1; !isLively(await askBoth()); times++) expect(times).toBeLessThan(3);
    await connected(stillId);
  });

  test("an account belongs to one company, also when two claim it at the same moment", async () => {
    const account = house.outside.account("Wanted Shop");
    const rivals = await Promise.all([house.addCompany(), house.addCompany()]);
    const claims = await Promise.all(rivals.map((rival) => account.connect(rival)));
    const refused = claims.filter((claim) => "refused" in claim);
    expect(refused).toEqual([{ refused: "connected_elsewhere" }]);
    expect(await account.connect(house.owner)).toEqual({ refused: "connected_elsewhere" });
    const seen = await Promise.all(rivals.map(async (rival) => (await rival.ok(listChannels)).items.length));
    expect(seen.toSorted()).toEqual([0, 1]);
    const isOwner = (index: number) => "channelId" in (claims[index] ?? {});
    const ana = house.outside.customer("Ana");
    // By the time at which the second has come, the first would have come anywhere.
    for (const text of ["For whom is this?", "And this?"]) {
      ana.write(account, text);
      await inTime(async () => expect(await companiesWith(text)).toHaveLength(1));
    }
    const found = await Promise.all(rivals.map(async (rival) => (await rival.ok(listConversations)).items.length));
    expect(found).toEqual(rivals.map((_, index) => (isOwner(index) ? 1 : 0)));
    expect((await house.owner.ok(listConversations)).items).toEqual([]);
    expect(await companiesWith("For whom is this?")).toEqual(await companiesWith("And this?"));
  });

  test("a removed account is let go there, free for others, and continues when it comes back", async () => {
    const account = house.outside.account("Leaving Shop");
    const channelId = await house.connect(account);
    await connected(channelId);
    await inTime(() => expect(account.isServed()).toBe(true));
    expect(await house.owner.ok(removeChannel, { params: { channelId } })).toEqual({ stillLinked: false });
    await inTime(() => expect(account.isServed()).toBe(false));
    const stranger = await house.addCompany();
    const elsewhere = await account.connect(stranger);
    if ("refused" in elsewhere) throw new Error(elsewhere.refused);
    expect(elsewhere.channelId).not.toBe(channelId);
    expect(await account.connect(house.owner)).toEqual({ refused: "connected_elsewhere" });
    await stranger.ok(removeChannel, { params: elsewhere });
    expect(await account.connect(house.owner)).toEqual({ channelId });
    await connected(channelId);
  });

  test("a way to connect that is not the one of this kind is refused with a sentence", async () => {
    const [any] = (await house.owner.ok(listChannels)).items;
    const body = { kind, credentials: { token: "no token" } };
    const { status, problem } = await house.owner.call(connectChannel, { body });
    const codes = { token: "malformed_token", link: "links_by_phone", login: "connects_by_login" };
    expect([status, problem.code]).toEqual([422, codes[any?.capabilities.connectedBy ?? "token"]]);
    expect(problem.title).toMatch(/\.$/);
  });
});
