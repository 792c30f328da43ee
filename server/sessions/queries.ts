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

/** Where a person may enter, the last used first. */
export const membershipsOf = { name: "memberships_of", text: "select * from memberships_of($1)" };

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

/** A link that has not been used, while it is good and its address still the person's. */
export const linkByToken = {
  name: "link_by_token",
  text: `select l.purpose, l.person_id, l.email, l.invited_to, l.expires_at
         from sign_in_links l join people p on p.id = l.person_id and p.email = l.email
         where l.token_hash = $1 and l.expires_at > $2 and l.used_at is null`,
};

/** Forgets the links that have expired by a moment. */
export const forgetOldLinks = { name: "forget_old_links", text: "delete from sign_in_links where expires_at < $1" };

/** A person as e-mails to them need them. */
export function selectPerson(personId: string) {
  return signInQuery.selectFrom("people").select(["name", "email", "must_choose_password"]).where("id", "=", personId);
}

/** Whether a person has yet to choose a password of their own. */
export function selectMustChoose(personId: string) {
  return signInQuery.selectFrom("people").select("must_choose_password").where("id", "=", personId);
}

/** The person who signs in with an e-mail address. */
export function selectPersonWith(email: string) {
  return signInQuery.selectFrom("people").select("id").where("email", "=", email);
}

/** Makes the links that were sent to a person so far good no more. */
export async function forgetLinks(tx: Transaction, personId: string): Promise<void> {
  const unused = signInTables(tx).deleteFrom("sign_in_links").where("used_at", "is", null);
  await unused.where("person_id", "=", personId).execute();
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
