import { randomInteger, randomText } from "#simulators/shared/random.ts";
import type { User } from "./wire.ts";
import { announceChange, type Bot, type World } from "./world.ts";

export type NewBot = { username: string; name: string; token?: string | undefined };

/** What BotFather does for /newbot. Throws when the username is taken or does not end in "bot". */
export function createBot(world: World, { username, name, token }: NewBot): Bot {
  if (!/^[A-Za-z]\w{1,28}bot$/i.test(username))
    throw new Error(`@${username} must be 5 to 32 characters and end in "bot".`);
  if (findBotByName(world, username)) throw new Error(`@${username} is already taken. Choose another username.`);
  const id = token === undefined ? unusedBotId(world) : Number(token.split(":")[0]);
  if (world.bots.has(id)) throw new Error(`There is already a bot with the id ${id}.`);
  const bot: Bot = {
    id,
    username,
    name,
    token: token ?? newToken(world, id),
    revoked: false,
    commands: [],
    openQueries: new Set(),
    nextMessageId: 1,
    inbox: { nextUpdateId: randomInteger(world.random, 1e8, 9e8), pending: new Map(), allowed: [], poll: undefined },
    webhook: undefined,
  };
  world.bots.set(id, bot);
  announceChange(world, { kind: "bots" });
  return bot;
}

/** What BotFather does for /revoke, without handing out a new token: every call answers 401 from now on. */
export function revokeToken(world: World, bot: Bot): void {
  bot.revoked = true;
  shutOut(bot);
  announceChange(world, { kind: "bots" });
}

/** A new token for the same bot; the former one answers 401 from now on. */
export function issueNewToken(world: World, bot: Bot): string {
  bot.token = newToken(world, bot.id);
  bot.revoked = false;
  shutOut(bot);
  announceChange(world, { kind: "bots" });
  return bot.token;
}

/** The bot this token opens, or undefined when it is unknown, revoked or replaced. */
export function findBotByToken(world: World, token: string): Bot | undefined {
  const bot = world.bots.get(Number(token.split(":")[0]));
  return bot && bot.token === token && !bot.revoked ? bot : undefined;
}

/** The bot as others see it. */
export function botUser(bot: Bot): User {
  return { id: bot.id, is_bot: true, first_name: bot.name, username: bot.username };
}

/** Whoever used the former token is cut off; the updates stay for who comes with the new one. */
function shutOut(bot: Bot): void {
  bot.inbox.poll?.terminate(401, "Unauthorized");
  bot.webhook?.stop();
  bot.webhook = undefined;
}

function findBotByName(world: World, username: string): Bot | undefined {
  return world.bots.values().find((bot) => bot.username.toLowerCase() === username.toLowerCase());
}

function unusedBotId(world: World): number {
  const id = randomInteger(world.random, 6_000_000_000, 7_999_999_999);
  return world.bots.has(id) ? unusedBotId(world) : id;
}

function newToken(world: World, id: number): string {
  return `${id}:AA${randomText(world.random, 33)}`;
}
