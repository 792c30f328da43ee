import { seededRandom } from "#simulators/shared/random.ts";
import type { FaultBook } from "../faults.ts";
import { createFaultBook } from "../faults.ts";
import type { ChatInfo, Message, MessageContent, PhotoSize, ReactionType, User } from "./wire.ts";

/** Everything the simulated Telegram knows. One world per running simulator. */
export type World = {
  /** Gives the dates of messages; moved by scenarios. Waiting (long polls, retries) is always in real time. */
  clock: () => Date;
  random: () => number;
  bots: Map<number, Bot>;
  people: Map<number, Person>;
  groups: Map<number, Group>;
  /** By `chatKey(botId, chatId)`. */
  chats: Map<string, Chat>;
  /** By `file_id`. */
  files: Map<string, StoredFile>;
  faults: FaultBook;
  requests: RequestRecord[];
  retry: RetryPolicy;
  watchers: Set<(change: Change) => void>;
};

/** How long a failed webhook delivery waits before it is tried again, in milliseconds; doubled after each failure. */
export type RetryPolicy = { firstMs: number; maxMs: number; timeoutMs: number };

export type Bot = {
  id: number;
  username: string;
  name: string;
  token: string;
  revoked: boolean;
  commands: unknown[];
  /** Presses of buttons that wait for answerCallbackQuery. */
  openQueries: Set<string>;
  /** Private chats of one bot share one counter, as with real bot accounts. */
  nextMessageId: number;
  inbox: Inbox;
  webhook: Webhook | undefined;
};

/** The updates a bot has not confirmed yet, oldest first. */
type Inbox = {
  nextUpdateId: number;
  pending: Map<number, PendingUpdate>;
  /** As last given by getUpdates or setWebhook; empty means Telegram's default. */
  allowed: string[];
  poll: OpenPoll | undefined;
};

type OpenPoll = { wake: () => void; terminate: (errorCode: number, description: string) => void };

export type PendingUpdate = {
  id: number;
  /** The update as it travels. Kept as text so that malformed updates can be sent too. */
  body: string;
  at: number;
  /** Updates of one chat are delivered in order. */
  lane: string;
  letter: Letter | undefined;
};

export type Webhook = {
  url: string;
  secret: string | undefined;
  maxConnections: number;
  lastError: { at: number; message: string } | undefined;
  arrived: (update: PendingUpdate) => void;
  stop: () => void;
};

export type Person = {
  user: User;
  photo: Buffer | undefined;
  photoSizes: Map<number, PhotoSize[]>;
  deactivated: boolean;
};

export type Group = { info: ChatInfo; nextMessageId: number };

/** What one bot and one person (or group) have said to each other. */
export type Chat = {
  bot: Bot;
  info: ChatInfo;
  /** The person blocked the bot, or the group removed it. */
  blocked: boolean;
  letters: Map<number, Letter>;
  /** "typing" and the like, until this moment of `performance.now()`. */
  action: { name: string; until: number } | undefined;
};

/** A message in a chat with what the page shows about it. */
export type Letter = {
  message: Message;
  from: "customer" | "bot";
  /** The bot has confirmed the update: its offset passed it, or its webhook answered 2xx. */
  confirmed: boolean;
  deleted: boolean;
  reactions: ReactionType[];
};

export type StoredFile = {
  fileId: string;
  uniqueId: string;
  botId: number;
  kind: MediaKind;
  path: string;
  mimeType: string;
  bytes: Buffer;
  /** As told to bots; may be a lie, when a test wants one. */
  size: number;
  /** The message content this file belongs to, used again when a bot sends the `file_id`. */
  content: MessageContent | undefined;
};

export type MediaKind = "photo" | "document" | "voice" | "video" | "sticker";

export type RequestRecord = {
  /** Milliseconds since 1970 in real time, whatever the clock says; fractions included. */
  at: number;
  botId: number;
  method: string;
  chatId: number | undefined;
  params: Record<string, unknown>;
  outcome: "open" | "answered" | "refused" | "silent" | "answer lost" | "dropped" | "aborted";
  errorCode: number | undefined;
};

export type Change = { kind: "chat"; botId: number; chatId: number } | { kind: "bots" | "customers" | "faults" };

type WorldOptions = { seed: number; clock: () => Date; retry: RetryPolicy };

/** An empty Telegram: no bots, no people. */
export function createWorld(options: WorldOptions): World {
  const watchers: World["watchers"] = new Set();
  const random = seededRandom(options.seed);
  return {
    clock: options.clock,
    random,
    bots: new Map(),
    people: new Map(),
    groups: new Map(),
    chats: new Map(),
    files: new Map(),
    faults: createFaultBook(random, () => tell(watchers, { kind: "faults" })),
    requests: [],
    retry: options.retry,
    watchers,
  };
}

/** Tells the open pages what has changed. */
export function announceChange(world: World, change: Change): void {
  tell(world.watchers, change);
}

function tell(watchers: World["watchers"], change: Change): void {
  for (const watch of watchers) watch(change);
}

/** Telegram's dates are whole seconds since 1970. */
export function telegramDate(world: World): number {
  return Math.floor(world.clock().getTime() / 1000);
}

export function chatKey(botId: number, chatId: number): string {
  return `${botId}:${chatId}`;
}
