import { setTimeout as pause } from "node:timers/promises";
import { connectChannel } from "#contract/channels.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import type { SimulatedBot, TelegramSimulator } from "#simulators/telegram/start-telegram.ts";
import type { Hook } from "./deliver-update.ts";

/** A simulated bot that a workspace has connected. */
export interface ConnectedBot {
  readonly bot: SimulatedBot;
  readonly channelId: string;
  /** Where Wokfow has asked for updates to be delivered; null when it polls. */
  readonly hook: Hook | null;
}

/** Makes a bot and connects it; resolves when the server has begun to receive. */
export async function connectBot(telegram: TelegramSimulator, person: TestClient, name: string): Promise<ConnectedBot> {
  const bot = telegram.createBot({ username: `${name}_bot`, name });
  const channel = await person.ok(connectChannel, { body: { kind: "telegram", credentials: { token: bot.token } } });
  const deadline = performance.now() + 20_000;
  for (;;) {
    const hook = hookOf(telegram, bot);
    if (hook || bot.isPolled()) return { bot, channelId: channel.id, hook };
    if (performance.now() > deadline) throw new Error("The server has not begun to receive within 20 s.");
    await pause(10);
  }
}

function hookOf(telegram: TelegramSimulator, { id }: SimulatedBot): Hook | null {
  const asked = telegram.requests.findLast(({ botId, method, outcome }) => {
    return botId === id && method.toLowerCase() === "setwebhook" && outcome === "answered";
  });
  const { url, secret_token: secret } = asked?.params ?? {};
  return typeof url === "string" && typeof secret === "string" ? { url, secret } : null;
}
