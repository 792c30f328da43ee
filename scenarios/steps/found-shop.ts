import { expect } from "@playwright/test";
import { connectChannel, listChannels } from "#contract/channels.ts";
import type { Credentials } from "#scenarios/steps/let-in.ts";
import type { TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import type { SimulatedBot, TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

/** A company that works with Wokfow already. */
export interface Shop {
  readonly owner: Credentials;
  readonly bot: SimulatedBot;
  readonly workspaceId: string;
  /** A session of the owner outside of the browsers. */
  readonly office: TestClient;
}

/** Founds a workspace and connects its bot, by the API: the first-visit story does the same by hand. */
export async function foundShop(wokfow: TestWokfow, telegram: TelegramSimulator): Promise<Shop> {
  const office = wokfow.client();
  const owner = { email: "ana@ortiz.example", password: "correct horse battery" };
  const { workspace } = await office.signUp("Ortiz Shop", owner.email);
  const bot = telegram.createBot({ username: "ortiz_shop_bot", name: "Ortiz Shop" });
  await office.ok(connectChannel, { body: { kind: "telegram", credentials: { token: bot.token } } });
  await expect.poll(async () => (await office.ok(listChannels)).items[0]?.status).toBe("CONNECTED");
  return { owner, bot, workspaceId: workspace.id, office };
}
