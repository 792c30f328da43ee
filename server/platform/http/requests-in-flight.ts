import type { Standing } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { accessEndings } from "#server/platform/events/announce-access-change.ts";
import type { CommittedFact, EventBus } from "#server/platform/events/event-bus.ts";
import type { Caller } from "#server/platform/http/caller.ts";

/** A request of a member that is about to be answered. */
export interface Flight {
  readonly caller: Caller;
  /** Judges the caller anew, as at the beginning; throws when they may not. */
  readmit(): Promise<Caller | null>;
  /** Tears off an answer that has begun. */
  tearOff(): void;
  /** Set where the answer goes on after the handler is done: calls back when it has ended. */
  readonly untilEnd?: (ended: () => void) => void;
}

/** Answers requests for as long as their callers may have the answer. */
export type InFlight = <T>(flight: Flight, work: (standing: Standing) => Promise<T>) => Promise<T>;

interface Flying extends Flight {
  readonly standing: { refusal: Error | null };
  readonly cut: (reason: Error) => void;
}

/**
 * Watches the requests that are under way. When somebody's access ends or shrinks meanwhile, in whatever process, theirs are answered
 * at once with the refusal that they would get now, their transactions are not committed, and files that are on their way stop.
 */
export function requestsInFlight(events: EventBus): InFlight {
  const flying = new Set<Flying>();
  const judgeAll = (concerned: (flight: Flying) => boolean) => {
    // After everybody else who listens, as they must have forgotten who the callers were.
    if (flying.size > 0) setImmediate(() => [...flying].filter(concerned).forEach((flight) => void judge(flight)));
  };
  events.listen({
    committed(facts) {
      const workspaces = workspacesWith(facts);
      if (workspaces.size > 0) judgeAll(({ caller }) => workspaces.has(caller.workspaceId));
    },
    resync: () => judgeAll(() => true),
  });
  return (flight, work) => fly(flying, flight, work);
}

async function fly<T>(flying: Set<Flying>, flight: Flight, work: (standing: Standing) => Promise<T>): Promise<T> {
  const { promise: cut, reject } = Promise.withResolvers<never>();
  const standing: { refusal: Error | null } = { refusal: null };
  const own: Flying = { ...flight, standing, cut: reject };
  const land = () => flying.delete(own);
  flying.add(own);
  try {
    const working = work(standing);
    // What they were let in by may have been read just before it changed, and a stream would go on with it for hours.
    if (flight.untilEnd) void judge(own);
    return await Promise.race([working, cut]);
  } finally {
    if (flight.untilEnd) flight.untilEnd(land);
    else land();
  }
}

function workspacesWith(facts: readonly CommittedFact[]): Set<string> {
  return new Set(facts.filter(({ kind }) => accessEndings.has(kind)).map(({ workspaceId }) => workspaceId));
}

async function judge(flight: Flying): Promise<void> {
  try {
    const now = await flight.readmit();
    if (!now || seesLess(flight.caller, now)) throw changed();
  } catch (reason) {
    const refusal = reason instanceof Error ? reason : new Error("The caller could not be judged.", { cause: reason });
    flight.standing.refusal = refusal;
    flight.cut(refusal);
    flight.tearOff();
  }
}

function seesLess({ reach: before }: Caller, { reach: now }: Caller): boolean {
  if (now === "everything") return false;
  if (before === "everything") return true;
  return (before.unassigned && !now.unassigned) || before.teamIds.some((teamId) => !now.teamIds.includes(teamId));
}

function changed(): Refusal {
  return new Refusal(403, "access_changed", "What you may see has just changed.", {
    detail: "Load this again to see what is there for you now.",
  });
}
