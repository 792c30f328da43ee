import type { Clock } from "#server/platform/clock/clock.ts";
import type { CommittedFact, EventBus } from "#server/platform/events/event-bus.ts";

/** How something is found by a key that comes before the workspace is known, and which facts of its workspace end the belief in it. */
export interface Search<Found> {
  readonly endings: Pick<ReadonlySet<string>, "has">;
  find(key: string, now: Date): Promise<Found | null>;
  workspaceOf(found: Found): string;
}

interface Belief<Found> {
  readonly until: number;
  readonly found: Promise<Found | null>;
  workspaceId: string | null;
}

type Beliefs<Found> = Map<string, Belief<Found>>;

const lifetimeMilliseconds = 1_000;
const mostBeliefs = 10_000;

/**
 * Makes a search whose answer is believed for a second at most, and no longer than until the event bus says otherwise; that
 * nothing was found is not believed at all. Searches for one key that come together share one.
 */
export function believeBriefly<Found>(
  { events, clock }: { readonly events: EventBus; readonly clock: Clock },
  search: Search<Found>,
): (key: string) => Promise<Found | null> {
  const beliefs: Beliefs<Found> = new Map();
  events.listen({ committed: (facts) => forget(beliefs, search, facts), resync: () => beliefs.clear() });
  return (key) => {
    const now = clock.now();
    const belief = beliefs.get(key);
    return belief && now.getTime() < belief.until ? belief.found : lookUp(beliefs, search, key, now);
  };
}

function forget<Found>(beliefs: Beliefs<Found>, { endings }: Search<Found>, facts: readonly CommittedFact[]): void {
  const workspaces = new Set(facts.filter(({ kind }) => endings.has(kind)).map(({ workspaceId }) => workspaceId));
  if (workspaces.size === 0) return;
  for (const [key, { workspaceId }] of beliefs) {
    // One whose search is still under way may have read what was true before.
    if (workspaceId === null || workspaces.has(workspaceId)) beliefs.delete(key);
  }
}

function lookUp<Found>(
  beliefs: Beliefs<Found>,
  { find, workspaceOf }: Search<Found>,
  key: string,
  now: Date,
): Promise<Found | null> {
  const found = find(key, now);
  const belief: Belief<Found> = { until: now.getTime() + lifetimeMilliseconds, found, workspaceId: null };
  beliefs.delete(key);
  beliefs.set(key, belief);
  const [oldest] = beliefs.keys();
  if (beliefs.size > mostBeliefs && oldest !== undefined) beliefs.delete(oldest);
  const drop = () => beliefs.get(key) === belief && beliefs.delete(key);
  found.then((result) => {
    if (result === null) drop();
    else belief.workspaceId = workspaceOf(result);
  }, drop);
  return found;
}
