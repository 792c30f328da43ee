import { sql } from "kysely";
import { dialled, isStandIn, nameOf } from "#server/contacts/present.ts";
import { wordsOf } from "#server/contacts/split-words.ts";
import type { Transaction } from "#server/context.ts";

/** A contact and one of its identities as they are known. */
export interface KnownContact {
  readonly contact_id: string;
  readonly identity_id: string;
  readonly name: string;
  readonly username: string | null;
  readonly phone: string | null;
  readonly language: string | null;
  readonly start_parameter: string | null;
}

/** What the outside service says about a customer now; a name and a number that it does not tell stay. `startParameter` only when they just came by a link. */
export interface ContactDetails {
  readonly name: string | null;
  readonly username: string | null;
  readonly phone: string | null;
  readonly language: string | null;
  readonly startParameter: string | null;
}

/** Follows a customer who has changed their name, username or number, and the words by which they are found. */
export async function keepContactCurrent(tx: Transaction, known: KnownContact, now: ContactDetails): Promise<void> {
  const phone = now.phone ?? known.phone;
  const name = now.name ?? (isStandIn(known.name, known.phone) ? nameOf({ ...now, phone }) : known.name);
  const renamed = known.name !== name || known.username !== now.username || known.phone !== phone;
  const came = known.start_parameter ?? now.startParameter;
  const changed = known.language !== now.language || known.start_parameter !== came;
  const updates: Promise<unknown>[] = [];
  if (renamed || changed) {
    updates.push(
      tx.db
        .updateTable("identities")
        .set({ username: now.username, phone, language: now.language, start_parameter: came })
        .where("workspace_id", "=", tx.workspaceId)
        .where("id", "=", known.identity_id)
        .execute(),
    );
  }
  if (known.name !== name) updates.push(rename(tx, known.contact_id, name));
  await Promise.all(updates);
  if (renamed) await renewWords(tx, known.contact_id);
}

function rename(tx: Transaction, contactId: string, name: string): Promise<unknown> {
  return tx.db
    .updateTable("contacts")
    .set({ name })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", contactId)
    .execute();
}

/** Finds a contact by what they are called now, and by nothing else. */
export async function renewWords(tx: Transaction, contactId: string): Promise<void> {
  const rows = await tx.db
    .selectFrom("contacts as k")
    .innerJoin("identities as i", (join) =>
      join.onRef("i.workspace_id", "=", "k.workspace_id").onRef("i.contact_id", "=", "k.id"),
    )
    .select(["k.name", "i.username", "i.phone"])
    .where("k.workspace_id", "=", tx.workspaceId)
    .where("k.id", "=", contactId)
    .execute();
  const names = rows.flatMap(({ username, phone }) => [username, phone && dialled(phone)]);
  const words = wordsOf(rows[0]?.name ?? null, ...names);
  await Promise.all([
    tx.db
      .deleteFrom("contact_words")
      .where("workspace_id", "=", tx.workspaceId)
      .where("contact_id", "=", contactId)
      .where("word", "not in", words.length > 0 ? words : [""])
      .execute(),
    sql`insert into contact_words (workspace_id, word, contact_id)
        select ${tx.workspaceId}::uuid, unnest(${words}::text[]), ${contactId}::uuid on conflict do nothing`.execute(
      tx.db,
    ),
  ]);
}
