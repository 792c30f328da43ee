import type { FastifyRequest } from "fastify";
import type { Role } from "#contract/rights.ts";
import type { CommittedFact } from "#server/platform/events/event-bus.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import type { SignInParts } from "#server/sessions/open-sign-in.ts";
import { callerOfSession, prolongSession } from "#server/sessions/queries.ts";
import { readSessionCookie } from "#server/sessions/session-cookie.ts";
import { hashOfToken } from "#server/sessions/session-token.ts";
import { absoluteTimeoutSeconds, after, idleTimeoutSeconds, seenEverySeconds } from "#server/sessions/timeouts.ts";
import { type EndStreams, watchEndedSessions } from "#server/sessions/watch-ended-sessions.ts";

/** Finds the member behind a request's session cookie, or null. */
export type Authenticate = (request: FastifyRequest) => Promise<Caller | null>;

interface Entry {
  readonly until: number;
  readonly caller: Promise<Caller | null>;
  workspaceId: string | null;
}

const lifetimeMilliseconds = 1000;
const mostEntries = 10_000;
const endings = new Set(["session.ended", "member.changed"]);

/**
 * Makes the check that each request passes. What it finds is believed for a second at most, and no longer than until the
 * event bus says that sessions of the workspace have ended or that a member's role has changed. `end` closes live streams of ended sessions.
 */
export function createAuthenticate(parts: SignInParts, end: EndStreams): Authenticate {
  const known = new Map<string, Entry>();
  parts.events.listen({ committed: (facts) => forget(known, facts), resync: () => known.clear() });
  watchEndedSessions(parts, end);
  return async (request) => {
    const token = readSessionCookie(request, parts.config);
    if (!token) return null;
    const tokenHash = hashOfToken(token);
    const now = parts.clock.now();
    const entry = known.get(tokenHash);
    return entry && now.getTime() < entry.until ? entry.caller : lookUp(parts, known, tokenHash, now);
  };
}

function forget(known: Map<string, Entry>, facts: readonly CommittedFact[]): void {
  const workspaces = new Set(facts.filter((fact) => endings.has(fact.kind)).map((fact) => fact.workspaceId));
  if (workspaces.size === 0) return;
  for (const [tokenHash, { workspaceId }] of known) {
    // One whose query is still under way may have read what was true before.
    if (workspaceId === null || workspaces.has(workspaceId)) known.delete(tokenHash);
  }
}

/** Requests that come together share one query, as the promise is what is kept. */
function lookUp(parts: SignInParts, known: Map<string, Entry>, tokenHash: string, now: Date): Promise<Caller | null> {
  const caller = findCaller(parts, tokenHash, now);
  const entry: Entry = { until: now.getTime() + lifetimeMilliseconds, caller, workspaceId: null };
  known.delete(tokenHash);
  known.set(tokenHash, entry);
  const [oldest] = known.keys();
  if (known.size > mostEntries && oldest !== undefined) known.delete(oldest);
  const drop = () => known.get(tokenHash) === entry && known.delete(tokenHash);
  caller.then((found) => {
    if (found) entry.workspaceId = found.workspaceId;
    else drop();
  }, drop);
  return caller;
}

interface CallerRow {
  session_id: string;
  person_id: string;
  workspace_id: string;
  member_id: string;
  role: Role;
  last_seen_at: Date;
}

async function findCaller({ database }: SignInParts, tokenHash: string, now: Date): Promise<Caller | null> {
  const { rows } = await database.pool.query<CallerRow>({ ...callerOfSession, values: [tokenHash, now] });
  const row = rows[0];
  if (!row) return null;
  if (after(row.last_seen_at, seenEverySeconds) <= now) {
    const values = [row.session_id, now, after(now, idleTimeoutSeconds), absoluteTimeoutSeconds];
    await database.pool.query({ ...prolongSession, values });
  }
  return {
    sessionId: row.session_id,
    personId: row.person_id,
    workspaceId: row.workspace_id,
    memberId: row.member_id,
    role: row.role,
  };
}
