import { expect } from "@playwright/test";
import { listChannels } from "#contract/channels.ts";
import type { Shop } from "#scenarios/steps/found-shop.ts";
import { openLink } from "#server/testing/open-link.ts";
import type { SimulatedPhone, WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

/** Links the shop's phone without the pages, for stories that begin after it. */
export async function linkAtOnce(whatsapp: WhatsAppSimulator, { office }: Shop): Promise<SimulatedPhone> {
  const phone = whatsapp.phone({ number: "4915123456789", name: "Ortiz Bowls" });
  const link = await openLink(office, { kind: "whatsapp" });
  await phone.scan((await link.until("qr")).code);
  await link.until("linked");
  const statusOf = async () => (await office.ok(listChannels)).items.find(({ kind }) => kind === "whatsapp")?.status;
  await expect.poll(statusOf).toBe("CONNECTED");
  return phone;
}
