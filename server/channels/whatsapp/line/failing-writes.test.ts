import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { textsOf } from "#server/testing/messages-of.ts";
import { inTime, openDevices } from "#server/testing/open-devices.ts";

test("while nothing can be written nothing is acknowledged, and afterwards it comes without a scan", async () => {
  const { rooms, link, run, channel, whatsapp, shop, ana, context } = await openDevices({ commit: 300 });
  await link();
  run();
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  const owner = new Client({ connectionString: rooms.ownerUrl });
  await owner.connect();
  onTestFinished(() => owner.end());
  await owner.query(fullDisk);
  const before = whatsapp.stanzas.length;
  const id = ana.write(shop, "can you keep this?");
  const [first] = whatsapp.connections();
  await inTime(() => expect(whatsapp.connections().some(({ since }) => since === first?.since)).toBe(false));
  const said = whatsapp.stanzas.slice(before).filter(({ attrs }) => attrs.id === id);
  expect(said).toEqual([]);
  await owner.query("drop function refuse_writing() cascade");
  await inTime(async () => expect(await textsOf(context)).toEqual(["can you keep this?"]));
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  expect(shop.devices()).toHaveLength(1);
});

const fullDisk = `
  create function refuse_writing() returns trigger language plpgsql as $$
  begin
    raise exception 'could not extend file: No space left on device' using errcode = '53100';
  end $$;
  create trigger refuse_writing before insert on device_journal for each row execute function refuse_writing();`;
