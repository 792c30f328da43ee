import type { Pool } from "pg";
import type { Role } from "#contract/rights.ts";
import { newId } from "#server/platform/identifier.ts";
import { hashOfToken, newSessionToken } from "#server/sessions/session-token.ts";
import { TestClient } from "#server/testing/test-client.ts";

/** A member who is signed in. */
export interface Joined {
  readonly memberId: string;
  /** A browser of theirs at a server, the same session at each. */
  at(address: string): TestClient;
}

/** Makes somebody a member of a workspace and signs them in, past all doors: `owner` sees past every wall. */
export async function joinAs(owner: Pool, workspaceId: string, displayName: string, role: Role): Promise<Joined> {
  const [personId, memberId, token] = [newId(), newId(), newSessionToken()];
  await owner.query(
    `with person as (
       insert into people (id, name, email, created_at, updated_at) values ($1::uuid, $4::text, $1::uuid || '@ortiz.example', now(), now())
     ),
     member as (
       insert into members (workspace_id, id, person_id, role, display_name, time_zone, created_at)
       values ($3::uuid, $2::uuid, $1::uuid, $5, $4::text, 'Europe/Berlin', now())
     )
     insert into sessions (id, person_id, signed_in_to, member_id, token_hash, created_at, last_seen_at, expires_at)
     values ($6, $1::uuid, $3::uuid, $2::uuid, $7, now(), now(), now() + interval '1 day')`,
    [personId, memberId, workspaceId, displayName, role, newId(), hashOfToken(token)],
  );
  return {
    memberId,
    at(address) {
      const client = new TestClient(address);
      client.cookies.set("wokfow_session", token);
      return client;
    },
  };
}
