import type { UpdateContent } from "./wire.ts";
import { announceChange, type Bot, chatKey, type Letter, type PendingUpdate, type World } from "./world.ts";

/** "Incoming updates are stored on the server until the bot receives them, but they will not be kept longer than 24 hours." */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** Left out unless asked for by name: https://core.telegram.org/bots/api#getupdates (allowed_updates). */
const ONLY_ON_REQUEST = new Set(["chat_member", "message_reaction", "message_reaction_count"]);

/** Gives the bot one update, unless it did not ask for this kind. Returns its id, or undefined when it was left out. */
export function pushUpdate(world: World, bot: Bot, content: UpdateContent, letter?: Letter): number | undefined {
  const [kind] = Object.keys(content);
  if (kind === undefined || !isAllowed(bot, kind)) return undefined;
  const id = bot.inbox.nextUpdateId++;
  enqueue(world, bot, {
    id,
    body: JSON.stringify({ update_id: id, ...content }),
    lane: laneOf(bot, content, id),
    letter,
  });
  return id;
}

/**
 * Gives the bot an update exactly as written, malformed or not, for tests of its robustness. An object without
 * `update_id` gets the next one. A text is sent byte for byte, even if it is not JSON; the id it is confirmed by is returned.
 */
export function pushRawUpdate(world: World, bot: Bot, raw: unknown): number {
  const id = bot.inbox.nextUpdateId++;
  enqueue(world, bot, { id, body: rawBody(raw, id), lane: `raw:${id}`, letter: undefined });
  return id;
}

/** The updates not yet confirmed, oldest first; those older than a day are forgotten. */
export function pendingUpdates(world: World, bot: Bot): IteratorObject<PendingUpdate> {
  const oldest = world.clock().getTime() - KEPT_MS;
  for (const update of bot.inbox.pending.values()) {
    if (update.at >= oldest) break;
    bot.inbox.pending.delete(update.id);
  }
  return bot.inbox.pending.values();
}

/** The bot has it: it is never sent again, and the customer's message shows its second tick. */
export function confirmUpdate(world: World, bot: Bot, update: PendingUpdate): void {
  bot.inbox.pending.delete(update.id);
  if (!update.letter || update.letter.confirmed) return;
  update.letter.confirmed = true;
  announceChange(world, { kind: "chat", botId: bot.id, chatId: update.letter.message.chat.id });
}

/** Forgets every waiting update without giving it to anybody. */
export function dropPendingUpdates(bot: Bot): void {
  bot.inbox.pending.clear();
}

function isAllowed(bot: Bot, kind: string): boolean {
  return bot.inbox.allowed.length === 0 ? !ONLY_ON_REQUEST.has(kind) : bot.inbox.allowed.includes(kind);
}

function laneOf(bot: Bot, content: UpdateContent, id: number): string {
  const about = content.message ?? content.edited_message ?? content.my_chat_member ?? content.message_reaction;
  return about ? chatKey(bot.id, about.chat.id) : `update:${id}`;
}

function enqueue(world: World, bot: Bot, update: Omit<PendingUpdate, "at">): void {
  const pending = { ...update, at: world.clock().getTime() };
  bot.inbox.pending.set(pending.id, pending);
  bot.webhook?.arrived(pending);
  bot.inbox.poll?.wake();
}

function rawBody(raw: unknown, id: number): string {
  if (typeof raw === "string") return raw;
  const isObject = typeof raw === "object" && raw !== null && !Array.isArray(raw);
  return JSON.stringify(isObject ? { update_id: id, ...raw } : raw);
}
