import { sql } from "kysely";
import { renewWords } from "#server/contacts/keep-contact-current.ts";
import { isStandIn, nameOf } from "#server/contacts/present.ts";
import type { Transaction } from "#server/context.ts";

/** Two addresses of one customer on the channels of one kind. `phone` in digits, where it is told. */
export interface SameCustomer {
  readonly externalId: string;
  readonly formerExternalId: string;
  readonly phone: string | null;
}

interface Identity {
  readonly id: string;
  readonly contact_id: string;
  readonly external_id: string;
  readonly phone: string | null;
  readonly name: string;
  readonly username: string | null;
  readonly avatar_file_id: string | null;
}

/**
 * Lets one contact have what two addresses brought: the identity goes by the address that stays, and the older contact keeps the
 * conversations, identities and picture of the other one.
 */
export async function joinContacts(tx: Transaction, channelId: string, same: SameCustomer): Promise<void> {
  const [oldest, other] = await lockIdentities(tx, channelId, same);
  if (!oldest) return;
  const lasting = [oldest, other].find((identity) => identity?.external_id === same.externalId) ?? oldest;
  if (other) await moveAll(tx, oldest, other, lasting);
  const phone = same.phone ?? lasting.phone;
  await sql`
    update identities set external_id = ${same.externalId}::text, phone = ${phone}::text, contact_id = ${oldest.contact_id}::uuid
     where workspace_id = ${tx.workspaceId}::uuid and id = ${lasting.id}::uuid`.execute(tx.db);
  const named = [oldest, other].find((one) => one && !isStandIn(one.name, one.phone ?? phone));
  const name = named?.name ?? nameOf({ name: null, username: lasting.username, phone });
  const picture = oldest.avatar_file_id ?? other?.avatar_file_id ?? null;
  // Also where nothing changes: what conversations copy of their contact follows this statement.
  await sql`
    update contacts set name = ${name}::text, avatar_file_id = ${picture}::uuid
     where workspace_id = ${tx.workspaceId}::uuid and id = ${oldest.contact_id}::uuid`.execute(tx.db);
  await sql`
    update identities set username = username
     where workspace_id = ${tx.workspaceId}::uuid and id = ${lasting.id}::uuid`.execute(tx.db);
  await renewWords(tx, oldest.contact_id);
}

/** The identity of the older contact first. */
async function lockIdentities(tx: Transaction, channelId: string, same: SameCustomer): Promise<Identity[]> {
  const { rows } = await sql<Identity>`
    select i.id, i.contact_id, i.external_id, i.phone, k.name, i.username, k.avatar_file_id
      from channels ch
      join identities i on i.workspace_id = ch.workspace_id and i.kind = ch.kind
       and i.external_id in (${same.externalId}::text, ${same.formerExternalId}::text)
      join contacts k on k.workspace_id = i.workspace_id and k.id = i.contact_id
     where ch.workspace_id = ${tx.workspaceId}::uuid and ch.id = ${channelId}::uuid
     order by k.created_at, k.id for no key update of i, k`.execute(tx.db);
  return rows;
}

async function moveAll(tx: Transaction, kept: Identity, gone: Identity, lasting: Identity): Promise<void> {
  const leaving = lasting === kept ? gone : kept;
  const workspace = sql`${tx.workspaceId}::uuid`;
  const [from, to] = [sql`${gone.contact_id}::uuid`, sql`${kept.contact_id}::uuid`];
  await sql`update conversations set contact_id = ${to} where workspace_id = ${workspace} and contact_id = ${from}`.execute(
    tx.db,
  );
  await sql`
    update conversations set identity_id = ${lasting.id}::uuid
     where workspace_id = ${workspace} and contact_id = ${to} and identity_id = ${leaving.id}::uuid`.execute(tx.db);
  await sql`delete from identities where workspace_id = ${workspace} and id = ${leaving.id}::uuid`.execute(tx.db);
  if (kept.contact_id === gone.contact_id) return;
  await sql`update identities set contact_id = ${to} where workspace_id = ${workspace} and contact_id = ${from}`.execute(
    tx.db,
  );
  // Its words go with it.
  await sql`delete from contacts where workspace_id = ${workspace} and id = ${from}`.execute(tx.db);
}
