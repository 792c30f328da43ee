import type { FastifyRequest } from "fastify";
import type { Role } from "#contract/rights.ts";
import type { Visibility } from "#contract/workspaces.ts";
import { reachOf } from "#server/members/policy.ts";
import { accessEndings } from "#server/platform/events/announce-access-change.ts";
import { believeBriefly } from "#server/platform/events/believe-briefly.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";
import type { LiveStreams } from "#server/sessions/live-streams.ts";
import type { SignInParts } from "#server/sessions/open-sign-in.ts";
import { callerOfSession, prolongSession } from "#server/sessions/queries.ts";
import { readSessionCookie } from "#server/sessions/session-cookie.ts";
import { absoluteTimeoutSeconds, after, idleTimeoutSeconds, seenEverySeconds } from "#server/sessions/timeouts.ts";
import { watchChangedAccess } from "#server/sessions/watch-changed-access.ts";
import { watchEndedSessions } from "#server/sessions/watch-ended-sessions.ts";

/** Finds the member behind a request's session cookie, or null. */
export type Authenticate = (request: FastifyRequest) => Promise<Caller | null>;

/**
 * Makes the check that each request passes. What it finds is believed for a second at most, and no longer than until sessions of
 * the workspace have ended or what members may see and do has changed. Live streams follow.
 */
export function createAuthenticate(parts: SignInParts, streams: LiveStreams): Authenticate {
  const find = believeBriefly<Caller>(parts, {
    endings: accessEndings,
    find: (tokenHash, now) => findCaller(parts, tokenHash, now),
    workspaceOf: (caller) => caller.workspaceId,
  });
  watchEndedSessions(parts, streams.end);
  watchChangedAccess(parts, streams.renew);
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
  must_choose_password: boolean;
  visibility: Visibility;
  team_ids: string[];
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
    reach: reachOf(row.role, row.visibility, row.team_ids),
    mustChoosePassword: row.must_choose_password,
  };
}
