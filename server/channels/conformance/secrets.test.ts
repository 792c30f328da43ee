import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { channelKinds, listChannels, probeChannel, removeChannel } from "#contract/channels.ts";
import { listConversations } from "#contract/conversations.ts";
import { sendMessage } from "#contract/messages.ts";
import { textsOf } from "#server/testing/messages-of.ts";
import { type ConformanceHouse, inTime, openHouse } from "#server/testing/outside/open-house.ts";
import type { OutsideAccount } from "#server/testing/outside/outside.ts";

/** Tokens of Telegram and of Facebook, whosever they are. */
const forms = [/\d{6,12}:[A-Za-z0-9_-]{30,}/, /\bEAA[A-Za-z0-9]{20,}/];

describe.each(channelKinds)("%s", (kind) => {
  let house: ConformanceHouse;
  beforeAll(async () => {
    house = await openHouse(kind);
    await house.start();
  });
  afterAll(() => house.close());

  test("no secret of an account is answered, logged or stored in the open, whatever happens to its channel", async () => {
    const shop = house.outside.account("Ortiz Shop");
    const channelId = await house.connect(shop);
    const secrets = new Set<string>(house.outside.secrets());
    const learn = async () => {
      for (const secret of await shop.secrets({ ...house, channelId })) secrets.add(secret);
    };
    await status(channelId, "CONNECTED");
    await learn();
    await talk(shop);
    // A linked device has made more keys meanwhile.
    await learn();
    const off = shop.silence();
    await house.owner.ok(probeChannel, { params: { channelId } });
    off();
    await status(channelId, "CONNECTED");
    shop.revoke();
    await status(channelId, "NEEDS_ACTION");
    await shop.renew(house.owner, channelId);
    await status(channelId, "CONNECTED");
    await learn();
    expect(secrets.size).toBeGreaterThan(0);
    expect(await rowsWith([...secrets])).toEqual([]);
    await house.owner.ok(removeChannel, { params: { channelId } });
    expect((await house.owner.ok(listChannels)).items).toEqual([]);
    expect(await rowsWith([...secrets])).toEqual([]);
    const { log, answers } = house.said;
    expect(answers.length).toBeGreaterThan(5);
    const find = finder(secrets);
    for (const said of [...log, ...answers]) expect(find(said)).toBeNull();
  });

  test("the search finds a secret in each form in which it may stand in the open", async () => {
    const key = Buffer.from("a key that nobody may ever read.");
    const secrets = [key.toString("hex"), key.toString("base64")];
    await inDatabase(async (database) => {
      await database.query("create table canaries (bytes bytea, words text, document jsonb, many text[])");
      const planted = [
        ["bytes", Buffer.concat([Buffer.from("before"), key])],
        ["bytes", Buffer.from(`{"private":"${key.toString("base64")}"}`)],
        ["words", `before ${key.toString("hex")} after`],
        ["document", JSON.stringify({ deep: [{ private: key.toString("base64") }] })],
        ["many", [key.toString("base64")]],
      ] as const;
      for (const [column, value] of planted) {
        await database.query(`insert into canaries (${column}) values ($1)`, [value]);
        expect(await rowsWith(secrets)).toEqual([expect.stringContaining("public.canaries")]);
        await database.query("delete from canaries");
      }
      await database.query("drop table canaries");
    });
    expect(await rowsWith(secrets)).toEqual([]);
  });

  function status(channelId: string, expected: string): Promise<void> {
    return inTime(async () => expect((await house.channel(channelId)).status).toBe(expected));
  }

  async function talk(shop: OutsideAccount): Promise<void> {
    const ana = house.outside.customer("Ana");
    ana.write(shop, "Hello");
    await inTime(async () => expect(await textsOf(house.context)).toEqual(["Hello"]));
    const [conversation] = (await house.owner.ok(listConversations)).items;
    const body = { idempotencyKey: crypto.randomUUID(), text: "Good morning" };
    await house.owner.ok(sendMessage, { params: { conversationId: conversation?.id ?? "" }, body });
    await inTime(() => expect(ana.heard(shop)).toHaveLength(1));
  }

  /** Where in the database a secret stands as it is: all columns of all tables, in which bytes are written in hex. */
  async function rowsWith(secrets: readonly string[]): Promise<string[]> {
    const find = finder(secrets.flatMap((secret) => [secret, Buffer.from(secret).toString("hex")]));
    return inDatabase(async (database) => {
      const { rows: tables } = await database.query<{ name: string }>(tablesInAllSchemas);
      const found: string[] = [];
      for (const { name } of tables) {
        const { rows } = await database.query<{ row: string }>(`select t::text as row from ${name} t`);
        for (const { row } of rows) if (find(row)) found.push(`${name}: ${row.slice(0, 300)}`);
      }
      return found;
    });
  }

  /** As whoever owns the database, before whom no row is hidden. */
  async function inDatabase<T>(work: (database: Client) => Promise<T>): Promise<T> {
    const database = new Client({ connectionString: house.rooms.ownerUrl });
    await database.connect();
    try {
      return await work(database);
    } finally {
      await database.end();
    }
  }
});

const tablesInAllSchemas = `
  select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
  where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE' order by 1`;

// A linked device has thousands of keys, so that texts are gone through once, for the beginnings of them all.
const beginning = 20;

/** Makes the search for these secrets in a text: null where none stands in it. */
function finder(secrets: Iterable<string>): (text: string) => string | null {
  const [short, long] = [new Set<string>(), new Map<string, string[]>()];
  for (const secret of secrets) {
    const key = secret.slice(0, beginning);
    if (secret.length < beginning) short.add(secret);
    else long.set(key, [...(long.get(key) ?? []), secret]);
  }
  return (text) => {
    if ([...short].some((secret) => text.includes(secret)) || holds(text, long)) {
      return `A known secret stands in: ${text.slice(0, 300)}`;
    }
    return forms.some((form) => form.test(text)) ? `Something like a token stands in: ${text.slice(0, 300)}` : null;
  };
}

function holds(text: string, secrets: ReadonlyMap<string, readonly string[]>): boolean {
  for (let at = 0; at + beginning <= text.length; at += 1) {
    const found = secrets.get(text.slice(at, at + beginning));
    if (found?.some((secret) => text.startsWith(secret, at))) return true;
  }
  return false;
}
