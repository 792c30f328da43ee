import { query, type Transaction } from "#server/context.ts";
import type { SignInTables } from "#server/sessions/tables.ts";

const signInQuery = query.withTables<SignInTables>();

/** A transaction's database with the tables of signing in. */
export function signInTables(tx: Transaction) {
  return tx.db.withTables<SignInTables>();
}

/** The person with an e-mail address, with the hash of their password and their oldest membership. */
export const personToSignIn = {
  name: "person_to_sign_in",
  text: `select p.id as person_id, c.password_hash, m.workspace_id, m.member_id
         from (values ($1)) as typed(email)
         left join people p on p.email = typed.email
         left join credentials c on c.person_id = p.id and c.provider = 'credential'
         left join lateral (select * from memberships_of(p.id) limit 1) m on true`,
};

/** The member behind a session's token at a moment. */
export const callerOfSession = {
  name: "caller_of_session",
  text: "select * from caller_of_session($1, $2)",
};

/** Which of these sessions have not ended. */
export const livingSessions = {
  name: "living_sessions",
  text: "select id from sessions where id = any($1::uuid[]) and expires_at > $2",
};

/** The members who have sessions whose time is over at a moment. */
export const membersWithExpiredSessions = {
  name: "members_with_expired_sessions",
  text: "select distinct signed_in_to as workspace_id, member_id from sessions where expires_at <= $1 limit 1000",
};

/** Forgets the budgets of guesses that have ended before a moment, in milliseconds. */
export const forgetThrottles = { name: "forget_throttles", text: "delete from throttles where expire < $1" };

/** Prolongs a session that was just used; of several requests at once, the first does it. */
export const prolongSession = {
  name: "prolong_session",
  text: `update sessions set last_seen_at = $2, expires_at = least($3::timestamptz, created_at + $4 * interval '1 second')
         where id = $1 and last_seen_at < $2`,
};

/** The e-mail address of a person. */
export function selectEmail(personId: string) {
  return signInQuery.selectFrom("people").select("email").where("id", "=", personId);
}

/** The hash of a person's password. */
export function selectPasswordHash(personId: string) {
  return signInQuery
    .selectFrom("credentials")
    .select("password_hash")
    .where("person_id", "=", personId)
    .where("provider", "=", "credential");
}

/**
 * Keeps a person's password as it is until the transaction ends; false when it is another one already. Checking it takes a
 * while, and a session that began with the former one must not outlive its change.
 */
export async function holdPassword(tx: Transaction, personId: string, passwordHash: string | null): Promise<boolean> {
  const held = await signInTables(tx)
    .selectFrom("credentials")
    .select("id")
    .where("person_id", "=", personId)
    .where("provider", "=", "credential")
    .where("password_hash", "=", passwordHash)
    .forShare()
    .executeTakeFirst();
  return held !== undefined;
}

/** The living sessions of a member, the last used first. */
export function selectOpenSessions({ workspaceId, memberId, at }: { workspaceId: string; memberId: string; at: Date }) {
  return signInQuery
    .selectFrom("sessions")
    .select(["id", "ip_address", "user_agent", "created_at", "last_seen_at"])
    .where("signed_in_to", "=", workspaceId)
    .where("member_id", "=", memberId)
    .where("expires_at", ">", at)
    .orderBy("last_seen_at", "desc")
    .limit(500);
}
