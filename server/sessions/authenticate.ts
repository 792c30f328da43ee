import type { FastifyRequest } from "fastify";
import type { Role } from "#contract/rights.ts";
import { believeBriefly } from "#server/platform/events/believe-briefly.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import type { SignInParts } from "#server/sessions/open-sign-in.ts";
import { callerOfSession, prolongSession } from "#server/sessions/queries.ts";
import { readSessionCookie } from "#server/sessions/session-cookie.ts";
import { hashOfToken } from "#server/sessions/session-token.ts";
import { absoluteTimeoutSeconds, after, idleTimeoutSeconds, seenEverySeconds } from "#server/sessions/timeouts.ts";
import { type EndStreams, watchEndedSessions } from "#server/sessions/watch-ended-sessions.ts";

/** Finds the member behind a request's session cookie, or null. */
export type Authenticate = (request: FastifyRequest) => Promise<Caller | null>;

const endings = new Set(["session.ended", "member.changed"]);

/**
 * Makes the check that each request passes. What it finds is believed for a second at most, and no longer than until sessions of
 * the workspace have ended or a member's role has changed. `end` closes live streams of ended sessions.
 */
export function createAuthenticate(parts: SignInParts, end: EndStreams): Authenticate {
  const find = believeBriefly<Caller>(parts, {
    endings,
    find: (tokenHash, now) => findCaller(parts, tokenHash, now),
    workspaceOf: (caller) => caller.workspaceId,
  });
  watchEndedSessions(parts, end);
  return async (request) => {
    const token = readSessionCookie(request, parts.config);
    return token === null ? null : find(hashOfToken(token));
  };
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
