import { setTimeout as pause } from "node:timers/promises";
import { randomInteger, seededRandom } from "#simulators/shared/random.ts";
import type { OwnPostgres } from "../stage/make-cluster.ts";
import type { ServerSlot } from "../stage/server-slot.ts";

/** How often what is broken off, along a piece of work of `total` steps of which `progress` have been done. */
export interface CrashPlan {
  readonly seed: number;
  readonly total: number;
  readonly kills: number;
  readonly databaseStops?: number;
  progress(): number;
  /** Whether a crash would find something to break; until then it waits. Without it, always. */
  isBusy?(): boolean;
  /** Hears of each kill right before it happens. */
  beforeKill?(): void;
  /** The work is over, whether or not all crashes have happened. */
  isOver(): boolean;
}

/**
 * Kills the server and stops PostgreSQL at random points of the work, and starts them again. The points and their order come from
 * the seed; what exactly is under way at that moment does not, which is the point of it. Resolves with how many happened.
 */
export async function crashAlong(
  plan: CrashPlan,
  server: ServerSlot,
  cluster: OwnPostgres,
): Promise<{ kills: number; databaseStops: number }> {
  const random = seededRandom(plan.seed);
  const done = { kills: 0, databaseStops: 0 };
  for (const { at, what } of pointsOf(plan, random)) {
    while (plan.progress() < at && !plan.isOver()) await pause(2);
    await untilBusy(plan);
    if (plan.isOver()) break;
    await pause(randomInteger(random, 0, 40));
    if (what === "kill") {
      plan.beforeKill?.();
      await server.kill();
      await server.start();
      done.kills += 1;
    } else {
      await cluster.crash();
      await pause(randomInteger(random, 0, 300));
      await cluster.start();
      done.databaseStops += 1;
    }
  }
  return done;
}

async function untilBusy({ isBusy, isOver }: CrashPlan): Promise<void> {
  while (isBusy && !isBusy() && !isOver()) await pause(2);
}

function pointsOf({ total, kills, databaseStops = 0 }: CrashPlan, random: () => number) {
  const whats = [
    ...Array.from({ length: kills }, () => "kill"),
    ...Array.from({ length: databaseStops }, () => "stop"),
  ];
  const shuffled = whats.map((what) => ({ what, key: random() })).toSorted((one, other) => one.key - other.key);
  // The last tenth is left alone, so that every crash finds work under way.
  const step = (total * 0.9) / shuffled.length;
  return shuffled.map(({ what }, index) => ({ what, at: Math.floor((index + random()) * step) }));
}
