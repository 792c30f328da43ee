import { seededRandom } from "#simulators/shared/random.ts";
import { createFaultBook, type FaultBook } from "../faults.ts";
import type { DeliveryQueue } from "../webhook/delivery-queue.ts";

/** Everything the simulated Facebook knows. One world per running simulator. */
export type World = {
  /** The time it is on Facebook: the clock given at start, moved on by `advanceMs`. Waiting (retries) is always in real time. */
  clock: () => Date;
  /** By how many milliseconds time was moved on. */
  advancedMs: number;
  random: () => number;
  /** What tells ids of this run from those of others with the same seed, and how many there are. */
  run: { mark: string; count: number };
  /** Where this simulator is reached; addresses of files and pages begin with it. */
  url: string;
  apps: Map<string, App>;
  pages: Map<string, Page>;
  /** People with a Facebook account who look after pages. */
  people: Map<string, Person>;
  /** Whoever the login dialog greets. */
  loggedIn: Person | undefined;
  customers: Map<string, Customer>;
  /** By `threadKey(pageId, psid)`. */
  threads: Map<string, Thread>;
  /** By the token itself. */
  tokens: Map<string, Token>;
  /** Authorization codes, by the code itself. */
  codes: Map<string, Code>;
  /** What a person has allowed an app, by `grantKey(appId, personId)`. */
  grants: Map<string, Grant>;
  /** Files on the CDN, by id. */
  media: Map<string, Media>;
  /** Uploads of apps, by `attachment_id`. */
  uploads: Map<string, Upload>;
  /** Pictures of those who have none of their own. */
  faces: Buffer[];
  /** How long an address of a file is good, in milliseconds. */
  mediaMs: number;
  faults: FaultBook;
  requests: RequestRecord[];
  deliveries: DeliveryRecord[];
  retry: RetryPolicy;
  watchers: Set<(change: Change) => void>;
};

/** How long a failed delivery waits before it is tried again, in milliseconds; doubled after each failure. */
export type RetryPolicy = { firstMs: number; maxMs: number; timeoutMs: number };

export type App = {
  id: string;
  name: string;
  secret: string;
  /** Valid OAuth redirect URIs; only exact matches are sent to. */
  redirectUris: string[];
  /** The app was granted the Human Agent feature by review. */
  hasHumanAgent: boolean;
  /** "Require app secret" of the dashboard: calls need `appsecret_proof`. */
  needsProof: boolean;
  deauthorizeUrl: string | undefined;
  dataDeletionUrl: string | undefined;
  webhook: Webhook | undefined;
  queue: DeliveryQueue;
};

/** The callback of an app. Facebook turns one off that fails for long; it takes nothing then. */
export type Webhook = { url: string; verifyToken: string; fields: Set<string>; isActive: boolean };

export type Page = {
  id: string;
  name: string;
  category: string;
  picture: Buffer | undefined;
  isPublished: boolean;
  /** Belongs to a business portfolio: listed only for apps with `business_management`. */
  isInPortfolio: boolean;
  /** The fields each app has subscribed to, by app id. */
  subscriptions: Map<string, Set<string>>;
};

export type Person = {
  id: string;
  name: string;
  /** What they may do on each page, by page id. */
  tasks: Map<string, string[]>;
};

export type Customer = {
  id: string;
  firstName: string;
  lastName: string;
  picture: Buffer | undefined;
  /** Page-scoped ids, by page id. */
  psids: Map<string, string>;
  /** The profile API answers an error. */
  isProfileHidden: boolean;
  isGone: boolean;
  /** Their phone receives. */
  isOnline: boolean;
};

export type Token = {
  value: string;
  type: "USER" | "PAGE";
  appId: string;
  personId: string;
  pageId: string | undefined;
  issuedAt: number;
  /** Milliseconds since 1970; undefined: never. */
  expiresAt: number | undefined;
  dataAccessExpiresAt: number;
  /** The subcode of error 190 that calls are refused with from now on. */
  endedBy: number | undefined;
};

type Code = {
  value: string;
  appId: string;
  personId: string;
  redirectUri: string;
  issuedAt: number;
  used: boolean;
};

export type Grant = { granted: Set<string>; declined: Set<string>; pageIds: Set<string> };

/** What one page and one customer have said to each other. */
export type Thread = {
  page: Page;
  customer: Customer;
  psid: string;
  letters: Map<string, Letter>;
  /** When the customer wrote (or pressed something) last; opens the window. Milliseconds since 1970. */
  customerWroteAt: number | undefined;
  /** The customer has turned off messages of this page. */
  isBlocked: boolean;
  isTyping: boolean;
  /** `mark_seen` came at this time. Milliseconds since 1970. */
  pageReadAt: number | undefined;
};

/** A message with what phones show about it. */
export type Letter = {
  mid: string;
  from: "customer" | "page";
  text: string | undefined;
  attachments: LetterAttachment[];
  /** Milliseconds since 1970. */
  at: number;
  replyTo: string | undefined;
  quickReply: string | undefined;
  /** Of messages of the page: the app that sent it, and what it gave as `metadata`. */
  appId: string | undefined;
  metadata: string | undefined;
  tag: string | undefined;
  state: "sent" | "delivered" | "read";
  edits: number;
  isUnsent: boolean;
  reactions: { customer: string | undefined; page: string | undefined };
  /** How often the page was told of it by a webhook that answered 2xx. */
  confirmations: number;
};

export type AttachmentType = "image" | "video" | "audio" | "file" | "sticker" | "location" | "fallback" | "template";

export type LetterAttachment = {
  type: AttachmentType;
  mediaId: string | undefined;
  /** What the payload carries beside the address: `sticker_id`, `coordinates`, buttons of a template. */
  payload: Record<string, unknown>;
  title: string | undefined;
  url: string | undefined;
  /** The type as events tell it, when it is one that nobody knows. */
  wireType: string | undefined;
};

export type Media = { id: string; name: string; mimeType: string; bytes: Buffer };

export type Upload = { id: string; pageId: string; type: AttachmentType; mediaId: string; at: number };

export type RequestRecord = {
  /** Milliseconds since 1970 in real time, whatever the clock says; fractions included. */
  at: number;
  /** HTTP method and what was asked for, without version: "POST messages", "GET debug_token", "cdn". */
  method: string;
  version: string;
  path: string;
  pageId: string | undefined;
  psid: string | undefined;
  params: Record<string, unknown>;
  outcome: "open" | "answered" | "refused" | "silent" | "answer lost" | "dropped";
  errorCode: number | undefined;
};

/** One attempt to deliver to a webhook. */
export type DeliveryRecord = {
  at: number;
  appId: string;
  url: string;
  body: string;
  /** 0 when there was no answer. */
  status: number;
  ms: number;
  failure: string | undefined;
};

export type Change =
  | { kind: "thread"; pageId: string; customerId: string }
  | { kind: "apps" | "pages" | "people" | "customers" | "faults" | "time" };

type WorldOptions = { seed: number; clock: () => Date; retry: RetryPolicy; mediaMs: number; faces: Buffer[] };

/** An empty Facebook: no apps, no pages, nobody. */
export function createWorld({ seed, clock, retry, mediaMs, faces }: WorldOptions): World {
  const random = seededRandom(seed);
  const world: World = {
    clock: () => new Date(clock().getTime() + world.advancedMs),
    advancedMs: 0,
    random,
    run: { mark: Date.now().toString(36), count: 0 },
    url: "",
    apps: new Map(),
    pages: new Map(),
    people: new Map(),
    loggedIn: undefined,
    customers: new Map(),
    threads: new Map(),
    tokens: new Map(),
    codes: new Map(),
    grants: new Map(),
    media: new Map(),
    uploads: new Map(),
    faces,
    mediaMs,
    faults: createFaultBook(random, () => announceChange(world, { kind: "faults" })),
    requests: [],
    deliveries: [],
    retry,
    watchers: new Set(),
  };
  return world;
}

/** Tells the open pages what has changed. */
export function announceChange(world: World, change: Change): void {
  for (const watch of world.watchers) watch(change);
}

/** Milliseconds since 1970 on Facebook's clock. */
export function timeOf(world: World): number {
  return world.clock().getTime();
}

export function threadKey(pageId: string, psid: string): string {
  return `${pageId}:${psid}`;
}

export function grantKey(appId: string, personId: string): string {
  return `${appId}:${personId}`;
}
