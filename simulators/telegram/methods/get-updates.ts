import { z } from "zod";
import { confirmUpdate, pendingUpdates } from "../state/updates.ts";
import type { Bot, PendingUpdate, World } from "../state/world.ts";
import { type Answer, type Call, integer, json, TelegramRefusal } from "./call.ts";

const paramsSchema = z.object({
  offset: integer.optional().catch(0),
  limit: integer.optional().catch(100),
  timeout: integer.optional().catch(0),
  allowed_updates: json(z.array(z.string()).optional()).catch(undefined),
});

const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
const OTHER_POLLER =
  "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

/** Telegram waits no longer than this, whatever was asked for. */
const LONGEST_WAIT_SECONDS = 50;

/**
 * Long polling: confirms everything below `offset`, then answers with what is waiting, or waits for it.
 * A later getUpdates ends an earlier one with 409; so does a webhook.
 * https://core.telegram.org/bots/api#getupdates
 */
export async function getUpdates(call: Call): Promise<Answer> {
  const { world, bot } = call;
  const params = paramsSchema.parse(call.params);
  if (bot.webhook) throw new TelegramRefusal(409, WEBHOOK_ACTIVE);
  bot.inbox.poll?.terminate(409, OTHER_POLLER);
  if (params.allowed_updates) bot.inbox.allowed = params.allowed_updates;
  confirmBelow(world, bot, params.offset ?? 0);
  const limit = Math.min(100, Math.max(1, params.limit ?? 100));
  const wait = Math.min(LONGEST_WAIT_SECONDS, Math.max(0, params.timeout ?? 0));
  if (bot.inbox.pending.size === 0 && wait > 0) await untilUpdate(call, wait * 1000);
  const updates = pendingUpdates(world, bot).take(limit).toArray();
  return { result: `[${updates.map((update) => update.body).join(",")}]` };
}

/** "The negative offset can be specified to retrieve updates starting from -offset update from the end of the updates queue. All previous updates will be forgotten." */
function confirmBelow(world: World, bot: Bot, offset: number): void {
  const known = pendingUpdates(world, bot).toArray();
  const confirmed = offset < 0 ? known.slice(0, Math.max(0, known.length + offset)) : below(known, offset);
  for (const update of confirmed) confirmUpdate(world, bot, update);
}

function below(updates: PendingUpdate[], offset: number): PendingUpdate[] {
  const first = updates.findIndex((update) => update.id >= offset);
  return first === -1 ? updates : updates.slice(0, first);
}

function untilUpdate({ bot, signal }: Call, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      if (bot.inbox.poll === poll) bot.inbox.poll = undefined;
      finish();
    };
    const end = () => settle(resolve);
    // One turn later, so that updates which come together leave together.
    const wake = () => void setImmediate(end);
    const poll = {
      wake,
      terminate: (errorCode: number, description: string) =>
        settle(() => reject(new TelegramRefusal(errorCode, description))),
    };
    const timer = setTimeout(end, ms);
    bot.inbox.poll = poll;
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}
