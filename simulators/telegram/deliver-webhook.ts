import http from "node:http";
import https from "node:https";
import { randomInteger } from "#simulators/shared/random.ts";
import { confirmUpdate, pendingUpdates } from "./state/updates.ts";
import { type Bot, type PendingUpdate, telegramDate, type Webhook, type World } from "./state/world.ts";

type Target = { url: string; secret: string | undefined; maxConnections: number };

/** Updates of one chat wait behind each other; lanes are served side by side. */
type Lane = { name: string; updates: PendingUpdate[]; failures: number; timer: NodeJS.Timeout | undefined };

type Delivery = {
  world: World;
  bot: Bot;
  webhook: Webhook;
  agent: http.Agent;
  lanes: Map<string, Lane>;
  /** Lanes with something to send, nobody sending it, and no wait for a retry. */
  ready: Lane[];
  active: number;
  stopped: boolean;
};

/**
 * Sends everything that waits and everything that comes to the bot's webhook: at most `maxConnections` at a time, each
 * chat in its order, repeated with growing pauses until the answer is 2xx.
 */
export function startDelivery(world: World, bot: Bot, target: Target): Webhook {
  const agentOptions = { keepAlive: true, maxSockets: target.maxConnections };
  const delivery: Delivery = {
    world,
    bot,
    webhook: {
      ...target,
      lastError: undefined,
      arrived: (update) => arrived(delivery, update),
      stop: () => stop(delivery),
    },
    agent: target.url.startsWith("https:") ? new https.Agent(agentOptions) : new http.Agent(agentOptions),
    lanes: new Map(),
    ready: [],
    active: 0,
    stopped: false,
  };
  for (const update of pendingUpdates(world, bot)) arrived(delivery, update);
  return delivery.webhook;
}

function arrived(delivery: Delivery, update: PendingUpdate): void {
  const shuffled = delivery.world.faults.strike("shuffled", { botId: delivery.bot.id }) !== undefined;
  const name = shuffled ? `update:${update.id}` : update.lane;
  const lane = delivery.lanes.get(name);
  if (lane) {
    lane.updates.push(update);
    return;
  }
  const fresh: Lane = { name, updates: [update], failures: 0, timer: undefined };
  delivery.lanes.set(name, fresh);
  // A shuffled update waits a moment, so that there is something to shuffle it with.
  if (shuffled) wait(delivery, fresh, randomInteger(delivery.world.random, 1, 40));
  else makeReady(delivery, fresh);
}

function makeReady(delivery: Delivery, lane: Lane): void {
  delivery.ready.push(lane);
  pump(delivery);
}

function pump(delivery: Delivery): void {
  while (delivery.active < delivery.webhook.maxConnections) {
    const next = delivery.ready.shift();
    if (!next) return;
    delivery.active++;
    void serve(delivery, next);
  }
}

async function serve(delivery: Delivery, lane: Lane): Promise<void> {
  const update = lane.updates[0];
  const failure = update ? await deliver(delivery, update) : undefined;
  delivery.active--;
  if (delivery.stopped) return;
  if (failure !== undefined) {
    delivery.webhook.lastError = { at: telegramDate(delivery.world), message: failure };
    wait(delivery, lane, pauseAfter(delivery.world, ++lane.failures));
  } else {
    finish(delivery, lane);
  }
  pump(delivery);
}

function finish(delivery: Delivery, lane: Lane): void {
  lane.updates.shift();
  lane.failures = 0;
  if (lane.updates.length === 0) delivery.lanes.delete(lane.name);
  else delivery.ready.push(lane);
}

/** Sends one update, and once more for each duplicate ordered; returns what went wrong, or undefined. */
async function deliver(delivery: Delivery, update: PendingUpdate): Promise<string | undefined> {
  const { world, bot } = delivery;
  // It may have been dropped, or have grown too old, while it waited in its lane.
  if (!bot.inbox.pending.has(update.id)) return undefined;
  const failure = await post(delivery, update.body);
  if (failure !== undefined || delivery.stopped) return failure;
  confirmUpdate(world, bot, update);
  const chatId = update.letter?.message.chat.id;
  const again = world.faults.strike("duplicates", { method: "webhook", botId: bot.id, chatId });
  const body = again?.rewritten ? rewrite(update.body) : update.body;
  for (let copy = 0; copy < (again?.copies ?? 0); copy++) await post(delivery, body);
  return undefined;
}

/** The same in other bytes. What is no JSON has no other form. */
function rewrite(body: string): string {
  try {
    const update: unknown = JSON.parse(body);
    if (typeof update !== "object" || update === null || Array.isArray(update)) return body;
    return JSON.stringify(Object.fromEntries(Object.entries(update).toReversed()), null, 2);
  } catch {
    return body;
  }
}

function post({ world, webhook, agent }: Delivery, body: string): Promise<string | undefined> {
  if (world.faults.strike("down")) return Promise.resolve("Network is unreachable");
  const { request } = webhook.url.startsWith("https:") ? https : http;
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    ...(webhook.secret ? { "x-telegram-bot-api-secret-token": webhook.secret } : {}),
  };
  return new Promise((resolve) => {
    const sent = request(
      webhook.url,
      { method: "POST", agent, headers, timeout: world.retry.timeoutMs },
      (response) => {
        response.resume();
        response.on("error", () => resolve("Connection reset by peer"));
        response.on("end", () => resolve(failureOf(response)));
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("Read timeout expired")));
    sent.on("error", (error) => resolve(sentence(error)));
    sent.end(body);
  });
}

function failureOf({ statusCode = 0, statusMessage = "" }: http.IncomingMessage): string | undefined {
  if (statusCode >= 200 && statusCode < 300) return undefined;
  return `Wrong response from the webhook: ${statusCode} ${statusMessage}`;
}

function sentence(error: Error & { code?: string }): string {
  if (error.code === "ECONNREFUSED") return "Connection refused";
  if (error.code === "ECONNRESET") return "Connection reset by peer";
  if (error.code === "ENOTFOUND") return "Failed to resolve host: Name or service not known";
  return error.message;
}

function wait(delivery: Delivery, lane: Lane, ms: number): void {
  lane.timer = setTimeout(() => {
    lane.timer = undefined;
    makeReady(delivery, lane);
  }, ms);
}

function pauseAfter({ retry }: World, failures: number): number {
  return Math.min(retry.maxMs, retry.firstMs * 2 ** (failures - 1));
}

function stop(delivery: Delivery): void {
  delivery.stopped = true;
  delivery.ready.length = 0;
  for (const lane of delivery.lanes.values()) clearTimeout(lane.timer);
  delivery.agent.destroy();
}
