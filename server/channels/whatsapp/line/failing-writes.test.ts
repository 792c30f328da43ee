import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { connectionOf } from "#server/channels/connection-of.ts";
import { chooseId } from "#server/channels/whatsapp/send/choose-id.ts";
import { newId } from "#server/platform/identifier.ts";
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

test("no message leaves before the step of the ratchet that it was encrypted with is stored", async () => {
  const { rooms, link, run, channel, whatsapp, shop, ana, context, parts } = await openDevices({ commit: 300 });
  const channelId = await link();
  const ground = parts();
  run(ground);
  await inTime(async () => expect((await channel()).status).toBe("CONNECTED"));
  const connection = await connectionOf(context, ground.secrets, channelId);
  if (typeof connection === "string") throw new Error(connection);
  const send = (text: string) => {
    const message = {
      chatId: ana.lid,
      text,
      file: null,
      replyTo: null,
      ownId: chooseId(),
      messageId: newId(),
      isLateAnswer: false,
    };
    return ground.adapters.whatsapp.send(connection, message, new AbortController().signal);
  };
  expect(await send("one")).toMatchObject({ outcome: "sent" });
  const owner = new Client({ connectionString: rooms.ownerUrl });
  await owner.connect();
  onTestFinished(() => owner.end());
  await owner.query(fullDisk.replace("device_journal", "device_keys"));
  const before = whatsapp.stanzas.length;
  expect(await send("two")).toMatchObject({ outcome: "retry" });
  expect(whatsapp.stanzas.slice(before).filter(({ tag }) => tag === "message")).toEqual([]);
  await owner.query("drop function refuse_writing() cascade");
  await inTime(async () => expect(await send("three")).toMatchObject({ outcome: "sent" }));
  await inTime(() => expect(ana.thread(shop)).toMatchObject([{ text: "one" }, { text: "three" }]));
});

const fullDisk = `
  create function refuse_writing() returns trigger language plpgsql as $$
  begin
    raise exception 'could not extend file: No space left on device' using errcode = '53100';
  end $$;
  create trigger refuse_writing before insert on device_journal for each row execute function refuse_writing();`;
