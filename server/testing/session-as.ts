import { Client } from "pg";
import type { MemberStatus } from "#contract/members.ts";
import type { Role } from "#contract/rights.ts";
import { newId } from "#server/platform/identifier.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";
import { newSessionToken } from "#server/sessions/session-token.ts";
import type { Furnished } from "#server/testing/furnish-workspace.ts";
import type { TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";

/** How somebody stands beside their role: a session of yesterday, a membership that is over, a password that somebody else made. */
export interface Standing {
  readonly ended?: boolean;
  readonly status?: MemberStatus;
  readonly temporary?: boolean;
}

/** A client that is signed in as the first member of a workspace, who has this role and stands like this from now on. */
export async function sessionAs(
  wokfow: TestWokfow,
  ids: Furnished,
  role: Role,
  { ended = false, status = "active", temporary = false }: Standing = {},
): Promise<TestClient> {
  const token = newSessionToken();
  const database = new Client({ connectionString: wokfow.database.ownerUrl });
  await database.connect();
  await database.query(
    `with member as (update members set role = $2, status = $3 where id = $1 returning person_id)
     update people set must_choose_password = $4 where id in (select person_id from member)`,
    [ids.memberId, role, status, temporary],
  );
  await database.query(
    `insert into sessions (id, person_id, signed_in_to, member_id, token_hash, created_at, last_seen_at, expires_at)
     select $1, person_id, workspace_id, id, $3, now(), now(), now() + case when $4 then interval '-1 day' else interval '1 day' end
     from members where id = $2`,
    [newId(), ids.memberId, hashOfToken(token), ended],
  );
  await database.end();
  const client = wokfow.client();
  client.cookies.set("wokfow_session", token);
  return client;
}
