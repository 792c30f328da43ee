import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { listChannels, removeChannel, renameChannel } from "#contract/channels.ts";
import { openLink } from "#server/testing/open-link.ts";
import { openStream } from "#server/testing/open-stream.ts";
import { startWithWhatsApp, type WokfowWithWhatsApp } from "#server/testing/start-with-whatsapp.ts";
import type { TestWokfow } from "#server/testing/start-wokfow.ts";
import type { WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

let house: WokfowWithWhatsApp;
let service: WhatsAppSimulator;
let wokfow: TestWokfow;

beforeAll(async () => {
  house = await startWithWhatsApp(inject("testServer"));
  ({ service, wokfow } = house);
});
afterAll(() => house.close());

test("a channel bears its account's name until somebody renames it, also when its phone is linked again", async () => {
  const owner = wokfow.client();
  await owner.signUp();
  const live = await openStream(owner);
  const phone = service.phone({ number: "4915123456789", name: "Ortiz Bowls" });
  const link = await openLink(owner, { kind: "whatsapp" });
  await phone.scan((await link.until("qr")).code);
  const { channelId, name } = await link.until("linked");
  expect(name).toBe("+49 1512 3456789");
  const channel = async () => (await owner.ok(listChannels)).items.find(({ id }) => id === channelId);
  await expect.poll(channel).toMatchObject({ status: "CONNECTED", name: "Ortiz Bowls" });

  await owner.ok(renameChannel, { params: { channelId }, body: { name: "Front desk" } });
  phone.logOut();
  await expect.poll(channel).toMatchObject({ status: "NEEDS_ACTION", reason: "logged_out" });
  const again = await openLink(owner, { kind: "whatsapp", channelId });
  await phone.scan((await again.until("qr")).code);
  expect(await again.until("linked")).toMatchObject({ channelId, name: "Front desk" });
  await expect.poll(channel).toMatchObject({ status: "CONNECTED", name: "Front desk" });
  expect(phone.devices()).toHaveLength(1);
  // No line was opened before the phone knew of the device: WhatsApp would have called it logged out.
  const told = live.heard.flatMap((event) => (event.kind === "channel" ? [event.channel] : []));
  expect(told.filter(({ reason }) => reason === "logged_out").every(({ name: then }) => then === "Front desk")).toBe(
    true,
  );
  live.close();
});

test("a channel that is removed is gone from its phone too", async () => {
  const owner = wokfow.client();
  await owner.signUp();
  const phone = service.phone({ number: "4915123450000", name: "Ortiz Bowls" });
  const link = await openLink(owner, { kind: "whatsapp" });
  await phone.scan((await link.until("qr")).code);
  const { channelId } = await link.until("linked");
  await expect.poll(async () => (await owner.ok(listChannels)).items[0]?.status).toBe("CONNECTED");
  await owner.ok(removeChannel, { params: { channelId } });
  await expect.poll(phone.devices).toEqual([]);
  expect((await owner.ok(listChannels)).items).toEqual([]);
});
