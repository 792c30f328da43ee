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
    for (const said of [...log, ...answers]) expect(findSecret(said, [...secrets])).toBeNull();
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

  /** Where in the database a secret stands as it is. Bytes are written in hex there. */
  async function rowsWith(secrets: readonly string[]): Promise<string[]> {
    const wanted = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString("hex")]);
    const database = new Client({ connectionString: house.rooms.ownerUrl });
    await database.connect();
    try {
      const { rows: tables } = await database.query<{ name: string }>(tablesInAllSchemas);
      const found: string[] = [];
      for (const { name } of tables) {
        const { rows } = await database.query<{ row: string }>(`select t::text as row from ${name} t`);
        for (const { row } of rows) if (findSecret(row, wanted)) found.push(`${name}: ${row.slice(0, 300)}`);
      }
      return found;
    } finally {
      await database.end();
    }
  }
});

const tablesInAllSchemas = `
  select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
  where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE' order by 1`;

function findSecret(text: string, secrets: readonly string[]): string | null {
  const known = secrets.find((secret) => text.includes(secret));
  if (known !== undefined) return `A known secret stands in: ${text.slice(0, 300)}`;
  return forms.some((form) => form.test(text)) ? `Something like a token stands in: ${text.slice(0, 300)}` : null;
}
