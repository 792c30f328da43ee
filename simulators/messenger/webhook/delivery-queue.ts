import http from "node:http";
import https from "node:https";
import { randomInteger } from "#simulators/shared/random.ts";
import { type Letter, timeOf, type World } from "../state/world.ts";
import { deliver } from "./deliver.ts";

/** One thing an app is told. */
export type PageEvent = {
  pageId: string;
  psid: string;
  /** Milliseconds since 1970, on Facebook's clock. */
  at: number;
  /** What stands in `messaging`; or, in `raw`, the whole body as it is. */
  messaging: unknown;
  raw: string | undefined;
  letter: Letter | undefined;
};

/** Events of one chat wait behind each other; lanes are served side by side. */
type Lane = {
  name: string;
  events: PageEvent[];
  failures: number;
  size: number;
  timer: NodeJS.Timeout | undefined;
};

/** What waits to be delivered to one app. */
export type DeliveryQueue = {
  push: (event: PageEvent) => void;
  /** Events that no webhook has answered with 2xx yet. */
  pending: () => number;
  /** Forgets what waits. */
  drop: () => void;
  stop: () => void;
};

export type Queue = {
  world: World;
  appId: string;
  agents: { http: http.Agent; https: http.Agent };
  lanes: Map<string, Lane>;
  /** Lanes with something to send, nobody sending it, and no wait for a retry. */
  ready: Lane[];
  active: number;
  stopped: boolean;
};

const MOST_AT_A_TIME = 12;
/** "Up to 1000 events in one delivery." https://developers.facebook.com/docs/graph-api/webhooks */
const LARGEST_BATCH = 1000;
/** "Failed deliveries are retried for 36 hours." https://developers.facebook.com/docs/graph-api/webhooks */
const KEPT_MS = 36 * 60 * 60 * 1000;

/** The queue of one app: each chat in its order, repeated with growing pauses until the answer is 2xx. */
export function createQueue(world: World, appId: string): DeliveryQueue {
  const queue: Queue = {
    world,
    appId,
    agents: { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) },
    lanes: new Map(),
    ready: [],
    active: 0,
    stopped: false,
  };
  world.faults.onChange(() => pump(queue));
  return {
    push: (event) => arrived(queue, event),
    pending: () => queue.lanes.values().reduce((sum, lane) => sum + lane.events.length, 0),
    drop: () => forget(queue),
    stop: () => stop(queue),
  };
}

function arrived(queue: Queue, event: PageEvent): void {
  const { faults, random } = queue.world;
  const batched = faults.strike("batched", { appId: queue.appId });
  const shuffled = faults.strike("shuffled", { appId: queue.appId });
  const name = batched ? "batch" : shuffled ? `event:${random()}` : `${event.pageId}:${event.psid}`;
  const lane = queue.lanes.get(name);
  if (lane) {
    lane.events.push(event);
    return;
  }
  const size = batched ? Math.min(batched.size ?? LARGEST_BATCH, LARGEST_BATCH) : 1;
  const fresh: Lane = { name, events: [event], failures: 0, size, timer: undefined };
  queue.lanes.set(name, fresh);
  // A shuffled event waits a moment, so that there is something to shuffle it with.
  if (batched || shuffled) wait(queue, fresh, batched?.ms ?? randomInteger(random, 1, 40));
  else makeReady(queue, fresh);
}

function makeReady(queue: Queue, lane: Lane): void {
  queue.ready.push(lane);
  pump(queue);
}

function pump(queue: Queue): void {
  if (queue.stopped || queue.world.faults.strike("held back", { appId: queue.appId })) return;
  while (queue.active < MOST_AT_A_TIME) {
    const next = queue.ready.shift();
    if (!next) return;
    queue.active++;
    void serve(queue, next);
  }
}

async function serve(queue: Queue, lane: Lane): Promise<void> {
  while (lane.events[0] && lane.events[0].at + KEPT_MS < timeOf(queue.world)) lane.events.shift();
  const events = lane.events.slice(0, lane.size);
  const failure = events.length > 0 ? await deliver(queue, events) : undefined;
  queue.active--;
  if (queue.stopped) return;
  if (failure === undefined) finish(queue, lane, events.length);
  else wait(queue, lane, pauseAfter(queue.world, ++lane.failures));
  pump(queue);
}

function finish(queue: Queue, lane: Lane, delivered: number): void {
  lane.events.splice(0, delivered);
  lane.failures = 0;
  if (lane.events.length > 0) queue.ready.push(lane);
  else if (queue.lanes.get(lane.name) === lane) queue.lanes.delete(lane.name);
}

function wait(queue: Queue, lane: Lane, ms: number): void {
  lane.timer = setTimeout(() => {
    lane.timer = undefined;
    makeReady(queue, lane);
  }, ms);
}

function pauseAfter({ retry }: World, failures: number): number {
  return Math.min(retry.maxMs, retry.firstMs * 2 ** (failures - 1));
}

function forget(queue: Queue): void {
  queue.ready.length = 0;
  for (const lane of queue.lanes.values()) {
    clearTimeout(lane.timer);
    lane.events.length = 0;
  }
  queue.lanes.clear();
}

function stop(queue: Queue): void {
  queue.stopped = true;
  forget(queue);
  queue.agents.http.destroy();
  queue.agents.https.destroy();
}
