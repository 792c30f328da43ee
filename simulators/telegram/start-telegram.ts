import type { AddressInfo } from "node:net";
import { createApp } from "./app.ts";
import { type Crowd, type CrowdMessage, writeAsCrowd } from "./customer/crowd.ts";
import { type BotRef, botOf, customerOf, type SimulatedCustomer } from "./customer/customer.ts";
import { newGroup, type SimulatedGroup } from "./customer/group.ts";
import type { FaultBook } from "./faults.ts";
import { createBot, issueNewToken, type NewBot, revokeToken } from "./state/bots.ts";
import { createPerson, type NewPerson } from "./state/people.ts";
import { pushRawUpdate } from "./state/updates.ts";
import { type Bot, createWorld, type RequestRecord, type RetryPolicy, type World } from "./state/world.ts";

export type TelegramOptions = {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Default 127.0.0.1: there is no password, so it is for this machine only. */
  host?: string;
  /** Same seed, same ids, tokens and random faults. Default 1. */
  seed?: number;
  /** Gives the dates of messages. Default: the time it is. */
  clock?: () => Date;
  /** Pauses between attempts to deliver by webhook. Default: 1 s, doubled up to 60 s, as Telegram does. */
  webhookRetry?: Partial<RetryPolicy>;
};

export type SimulatedBot = {
  id: number;
  username: string;
  name: string;
  /** The token that is valid now. */
  readonly token: string;
  /** Every call with the token answers 401 from now on. */
  revoke: () => void;
  /** A new token; the former one answers 401 from now on. */
  issueNewToken: () => string;
  /** Updates the bot has not confirmed. */
  pendingUpdates: () => number;
  /** A long poll of the bot is open. */
  isPolled: () => boolean;
};

export type TelegramSimulator = {
  /** The `apiRoot` for grammY, and the address of the page with the phones. */
  url: string;
  createBot: (bot: NewBot) => SimulatedBot;
  customer: (person: NewPerson) => SimulatedCustomer;
  group: (title: string) => SimulatedGroup;
  /** Many new customers write at once; returns what they wrote, in order. */
  crowd: (bot: BotRef, crowd: Crowd) => CrowdMessage[];
  /** Sends an update exactly as given, malformed or not; returns the `update_id` it was counted under. */
  pushRawUpdate: (bot: BotRef, raw: unknown) => number;
  faults: FaultBook;
  /** Every call of a method, oldest first; those with a token that is not valid too. */
  requests: RequestRecord[];
  close: () => Promise<void>;
};

/** Starts a Telegram of our own: the Bot API, the phones of the customers, and faults on command. */
export async function startTelegram(options: TelegramOptions = {}): Promise<TelegramSimulator> {
  const world = createWorld({
    seed: options.seed ?? 1,
    clock: options.clock ?? (() => new Date()),
    retry: { firstMs: 1000, maxMs: 60_000, timeoutMs: 60_000, ...options.webhookRetry },
  });
  const app = await createApp(world);
  await app.listen({ port: options.port ?? 0, host: options.host ?? "127.0.0.1" });
  return {
    url: addressOf(app.server.address()),
    createBot: (bot) => presentBot(world, createBot(world, bot)),
    customer: (person) => customerOf(world, createPerson(world, person)),
    group: (title) => newGroup(world, title),
    crowd: (bot, crowd) => writeAsCrowd(world, bot, crowd),
    pushRawUpdate: (bot, raw) => pushRawUpdate(world, botOf(world, bot), raw),
    faults: world.faults,
    requests: world.requests,
    async close() {
      for (const bot of world.bots.values()) bot.webhook?.stop();
      await app.close();
    },
  };
}

function presentBot(world: World, bot: Bot): SimulatedBot {
  return {
    id: bot.id,
    username: bot.username,
    name: bot.name,
    get token() {
      return bot.token;
    },
    revoke: () => revokeToken(world, bot),
    issueNewToken: () => issueNewToken(world, bot),
    pendingUpdates: () => bot.inbox.pending.size,
    isPolled: () => bot.inbox.poll !== undefined,
  };
}

function addressOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("The simulator listens on no port.");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host === "0.0.0.0" || host === "[::]" ? "127.0.0.1" : host}:${address.port}`;
}
