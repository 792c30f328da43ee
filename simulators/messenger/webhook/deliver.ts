import { threadChanged } from "../state/letters.ts";
import { type App, threadKey, timeOf, type Webhook } from "../state/world.ts";
import type { PageEvent, Queue } from "./delivery-queue.ts";
import { escapedJson } from "./escape-json.ts";
import { type Posted, post } from "./post.ts";
import { signatureHeaders } from "./sign.ts";

/** Older attempts are forgotten when the log is twice this long. */
const KEPT = 20_000;

/** Sends these events in one delivery, and again for each duplicate ordered; returns what went wrong, or undefined. */
export async function deliver(queue: Queue, events: PageEvent[]): Promise<string | undefined> {
  const { world, appId } = queue;
  const app = world.apps.get(appId);
  const [first] = events;
  // Nobody listens any more: the events are lost, as they are on Facebook.
  if (!app?.webhook || !first) return undefined;
  const body = first.raw ?? bodyOf(events, timeOf(world));
  const { failure } = await send(queue, app, app.webhook, first, body);
  if (failure !== undefined || queue.stopped) return failure;
  confirm(queue, events);
  const about = { method: "webhook", appId, pageId: first.pageId, psid: first.psid };
  const again = world.faults.strike("duplicates", about);
  const parcels = again?.rewritten ? events.map((event) => [event]) : [events];
  for (let copy = 0; copy < (again?.copies ?? 0); copy++) {
    for (const parcel of parcels) {
      const written = again?.rewritten ? (first.raw ?? bodyOf(parcel, timeOf(world) + 1_000)) : body;
      const { failure: failed } = await send(queue, app, app.webhook, first, written);
      if (failed === undefined) confirm(queue, parcel);
    }
  }
  return undefined;
}

/** One entry for each page; the events of a page in their order. */
function bodyOf(events: PageEvent[], now: number): string {
  const pages = Map.groupBy(events, ({ pageId }) => pageId);
  const entry = [...pages].map(([id, ofPage]) => ({
    id,
    time: now,
    messaging: ofPage.map(({ messaging }) => messaging),
  }));
  return escapedJson({ object: "page", entry });
}

async function send(queue: Queue, app: App, webhook: Webhook, event: PageEvent, body: string): Promise<Posted> {
  const { world } = queue;
  const about = { method: "webhook", appId: app.id, pageId: event.pageId, psid: event.psid };
  const started = performance.now();
  const at = performance.timeOrigin + started;
  const isDown = world.faults.strike("down") !== undefined || world.faults.strike("drop", about) !== undefined;
  const secret = world.faults.strike("forged", about) ? "not the secret" : app.secret;
  const headers = { "content-type": "application/json", ...signatureHeaders(secret, body) };
  const agent = webhook.url.startsWith("https:") ? queue.agents.https : queue.agents.http;
  const posted = isDown
    ? { status: 0, text: "", failure: "Network is unreachable" }
    : await post({ url: webhook.url, body, headers, timeoutMs: world.retry.timeoutMs, agent });
  const { status, failure } = posted;
  const ms = performance.now() - started;
  if (world.deliveries.length >= 2 * KEPT) world.deliveries.splice(0, KEPT);
  world.deliveries.push({ at, appId: app.id, url: webhook.url, body, status, ms, failure });
  return posted;
}

function confirm({ world }: Queue, events: PageEvent[]): void {
  for (const { letter, pageId, psid } of events) {
    if (letter) letter.confirmations++;
    const thread = world.threads.get(threadKey(pageId, psid));
    if (letter && thread) threadChanged(world, thread);
  }
}
