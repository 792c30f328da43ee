import { Client } from "pg";
import { expect, test } from "vitest";
import { removeChannel } from "#contract/channels.ts";
import { loadDevice } from "#server/channels/whatsapp/device/load-device.ts";
import { sealDevice } from "#server/channels/whatsapp/device/seal-device.ts";
import { query, read } from "#server/context.ts";
import { textsOf } from "#server/testing/messages-of.ts";
import { type DeviceRooms, inTime, openDevices } from "#server/testing/open-devices.ts";

test("no key of a device can be read in the database, and nothing of the device stays when its channel is removed", async () => {
  const house = await openDevices();
  const channelId = await house.link();
  house.run();
  await inTime(async () => expect(await house.channel()).toMatchObject({ status: "CONNECTED" }));
  house.ana.write(house.shop, "Canary 7431");
  await inTime(async () => expect(await textsOf(house.context)).toEqual(["Canary 7431"]));
  const keys = await privateKeys(house, channelId);
  expect(await tablesWith(house, "Canary 7431")).toEqual(["conversations", "messages"]);
  for (const key of keys) {
    for (const form of ["hex", "base64"] as const) {
      expect(await tablesWith(house, key.toString(form))).toEqual([]);
    }
  }
  expect(await ofTheLine(house, channelId)).toMatchObject({ device_creds: 1, device_journal: expect.any(Number) });
  await house.owner.ok(removeChannel, { params: { channelId } });
  await inTime(async () => expect(Object.values(await ofTheLine(house, channelId))).toEqual([0, 0, 0, 0, 0]));
});

async function privateKeys({ context, parts }: DeviceRooms, channelId: string): Promise<Buffer[]> {
  const byChannel = query.selectFrom("channel_leases").select("holder").where("channel_id", "=", channelId);
  const [lease] = await read(context, byChannel);
  const held = { channelId, holder: lease?.holder ?? "" };
  const device = await loadDevice(context, sealDevice(parts().secrets, channelId), held);
  if (typeof device === "string") throw new Error(device);
  const { noiseKey, signedIdentityKey, signedPreKey, advSecretKey } = device.creds;
  const pairs = [noiseKey, signedIdentityKey, signedPreKey.keyPair];
  return [...pairs.map((pair) => Buffer.from(pair.private)), Buffer.from(advSecretKey, "base64")];
}

/** The tables in whose rows a text stands, bytes being written in hex. */
async function tablesWith({ rooms }: DeviceRooms, text: string): Promise<string[]> {
  return asOwner(rooms.ownerUrl, async (database) => {
    const tables = await database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
    );
    const found: string[] = [];
    for (const { name } of tables.rows) {
      const { rowCount } = await database.query(`select from "${name}" t where position($1 in t::text) > 0 limit 1`, [
        text,
      ]);
      if (rowCount) found.push(name);
    }
    return found;
  });
}

function ofTheLine({ rooms }: DeviceRooms, channelId: string): Promise<Record<string, number>> {
  const tables = ["device_creds", "device_keys", "device_journal", "sent_payloads", "line_requests"];
  return asOwner(rooms.ownerUrl, async (database) => {
    const counted: [string, number][] = [];
    for (const name of tables) {
      const { rowCount } = await database.query(`select from ${name} where channel_id = $1`, [channelId]);
      counted.push([name, rowCount ?? 0]);
    }
    return Object.fromEntries(counted);
  });
}

async function asOwner<T>(connectionString: string, work: (database: Client) => Promise<T>): Promise<T> {
  const database = new Client({ connectionString });
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}
