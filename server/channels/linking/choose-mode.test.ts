import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { listAudit } from "#contract/audit.ts";
import { listChannels } from "#contract/channels.ts";
import { readSendingGuards } from "#contract/sending-guards.ts";
import { type OpenLink, openLink } from "#server/testing/open-link.ts";
import { startWithWhatsApp, type WokfowWithWhatsApp } from "#server/testing/start-with-whatsapp.ts";
import type { TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import type { SimulatedPhone, WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

const whatsapp = { kind: "whatsapp" as const };
let house: WokfowWithWhatsApp;
let service: WhatsAppSimulator;
let wokfow: TestWokfow;
let owner: TestClient;

beforeAll(async () => {
  // No process runs channels: what the link itself leaves behind is what these tests look at.
  house = await startWithWhatsApp(inject("testServer"), { ROLE: "web" });
  ({ service, wokfow } = house);
  owner = wokfow.client();
  await owner.signUp();
});
afterAll(() => house.close());

async function scan(link: OpenLink, phone: SimulatedPhone) {
  await phone.scan((await link.until("qr")).code);
  return link.until("linked");
}

const mayLeave = async (channelId: string) => (await owner.ok(readSendingGuards, { params: { channelId } })).mode;

test("what may leave is stored with the link itself, though nobody hears any more that the phone was linked", async () => {
  const phone = service.phone({ number: "491513000001", name: "Ortiz Shop" });
  const link = await openLink(owner, { ...whatsapp, mode: "replies_only" });
  await phone.scan((await link.until("qr")).code);
  link.cancel();
  const channelId = (await owner.ok(listChannels)).items[0]?.id ?? "";
  expect(await mayLeave(channelId)).toBe("replies_only");
  const [chosen, connected] = (await owner.ok(listAudit)).items;
  expect(connected).toMatchObject({ action: "channel.connected", subject: { id: channelId } });
  expect(chosen).toMatchObject({ action: "channel.guards_changed", subject: { id: channelId } });
  expect(chosen).toMatchObject({ before: { mode: "everything" }, after: { mode: "replies_only" } });
});

test("a phone that is linked again keeps what may leave, unless somebody chooses", async () => {
  const phone = service.phone({ number: "491513000002", name: "Ortiz Shop" });
  const { channelId } = await scan(await openLink(owner, { ...whatsapp, mode: "replies_only" }), phone);
  phone.logOut();
  await scan(await openLink(owner, { ...whatsapp, channelId }), phone);
  expect(await mayLeave(channelId)).toBe("replies_only");
  phone.logOut();
  const other = service.phone({ number: "491513000003", name: "Ortiz Bowls" });
  const refused = await openLink(owner, { ...whatsapp, channelId, mode: "everything" });
  await expect(other.scan((await refused.until("qr")).code)).rejects.toThrow();
  expect(await refused.until("failed")).toMatchObject({ reason: "other_account" });
  expect(await mayLeave(channelId)).toBe("replies_only");
  await scan(await openLink(owner, { ...whatsapp, channelId, mode: "everything" }), phone);
  expect(await mayLeave(channelId)).toBe("everything");
});

test("a choice that is none is named, and starts no link", async () => {
  const answer = await owner.fetch("/api/v1/channel-links", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...whatsapp, mode: "some" }),
  });
  expect(await answer.json()).toMatchObject({ status: 400, fields: [{ path: "mode" }] });
  expect(service.connections().filter(({ stage }) => stage === "pairing")).toEqual([]);
});
