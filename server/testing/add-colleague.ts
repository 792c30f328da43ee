import type { QueryResult } from "pg";
import type { MemberStatus } from "#contract/members.ts";
import type { Role } from "#contract/rights.ts";
import { newId } from "#server/platform/identifier.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";
import { newSessionToken } from "#server/sessions/session-token.ts";
import type { TestClient } from "#server/testing/test-client.ts";

/** A browser without a screen in which a member is signed in. */
export type Colleague = TestClient & { readonly memberId: string; readonly email: string };

/** What a colleague needs to be made: a database past every wall, and new browsers. */
export interface ColleagueHouse {
  readonly owner: { query(text: string, values: unknown[]): Promise<QueryResult> };
  client(): TestClient;
}

/** What a colleague may be made as. */
export interface ColleagueWish {
  readonly role?: Role;
  readonly displayName?: string;
  readonly status?: MemberStatus;
}

/**
 * Adds a member to a workspace who is signed in. Their password is that of whoever has one already, so that no time goes into
 * hashing: "correct horse battery".
 */
export async function addColleague(
  { owner, client }: ColleagueHouse,
  workspaceId: string,
  { role = "user", displayName = `A ${role}`, status = "active" }: ColleagueWish = {},
): Promise<Colleague> {
  const [personId, memberId, token] = [newId(), newId(), newSessionToken()];
  const email = `${personId}@colleagues.example`;
  await owner.query(
    `with person as (
       insert into people (id, name, email, created_at, updated_at) values ($1, $4, $5, now(), now())
     ), credential as (
       insert into credentials (id, person_id, provider, account_id, password_hash, created_at, updated_at)
       select gen_random_uuid(), $1, 'credential', $1::text, password_hash, now(), now() from credentials limit 1
     )
     insert into members (workspace_id, id, person_id, role, display_name, time_zone, created_at, status)
     values ($2, $3, $1, $6, $4, 'Europe/Berlin', now(), $7)`,
    [personId, workspaceId, memberId, displayName, email, role, status],
  );
  await owner.query(
    `insert into sessions (id, person_id, signed_in_to, member_id, token_hash, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $5, now(), now(), now() + interval '1 day')`,
    [newId(), personId, workspaceId, memberId, hashOfToken(token)],
  );
  const browser = client();
  browser.cookies.set("wokfow_session", token);
  return Object.assign(browser, { memberId, email });
}
