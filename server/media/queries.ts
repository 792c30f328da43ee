import { type Insertable, type Selectable, sql } from "kysely";
import { actingMemberId, query, type Transaction } from "#server/context.ts";
import type { KeptContent } from "#server/media/keep-content.ts";
import type { FilesTable } from "#server/media/tables.ts";

/** A file as its row stands. */
export type FileRow = Selectable<FilesTable>;

/** One file. */
export function fileById(workspaceId: string, fileId: string) {
  return query.selectFrom("files").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", fileId);
}

/** The channel through which a file of a conversation came in. */
export function channelOfFile(workspaceId: string, fileId: string) {
  return conversationsOnChannels()
    .innerJoin("files", (join) =>
      join
        .onRef("files.workspace_id", "=", "conversations.workspace_id")
        .onRef("files.conversation_id", "=", "conversations.id"),
    )
    .select(["channels.id", "channels.kind"])
    .where("files.workspace_id", "=", workspaceId)
    .where("files.id", "=", fileId);
}

/** The messages that show a file. */
export function messagesOfFile(workspaceId: string, fileId: string) {
  return query
    .selectFrom("messages")
    .select(["id", "conversation_id"])
    .where("workspace_id", "=", workspaceId)
    .where("file_id", "=", fileId);
}

/** A customer's account on a living channel, the one heard of last, with the picture that the contact has now. */
export function accountOfContact(workspaceId: string, contactId: string) {
  return conversationsOnChannels()
    .innerJoin("identities", (join) =>
      join
        .onRef("identities.workspace_id", "=", "conversations.workspace_id")
        .onRef("identities.id", "=", "conversations.identity_id"),
    )
    .innerJoin("contacts", (join) =>
      join
        .onRef("contacts.workspace_id", "=", "conversations.workspace_id")
        .onRef("contacts.id", "=", "conversations.contact_id"),
    )
    .select(["channels.id", "channels.kind", "identities.external_id", "contacts.avatar_file_id"])
    .where("conversations.workspace_id", "=", workspaceId)
    .where("conversations.contact_id", "=", contactId)
    .where("channels.removed_at", "is", null)
    .orderBy("conversations.last_activity_at", "desc")
    .limit(1);
}

/** Conversations with the channel that each goes through. */
function conversationsOnChannels() {
  return query
    .selectFrom("conversations")
    .innerJoin("channels", (join) =>
      join
        .onRef("channels.workspace_id", "=", "conversations.workspace_id")
        .onRef("channels.id", "=", "conversations.channel_id"),
    );
}

/** The conversations `c` with the customer whose picture a file is now. */
export function conversationsWithFace(workspaceId: string, fileId: string) {
  return query
    .selectFrom("contacts as k")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.workspace_id", "=", "k.workspace_id").onRef("c.contact_id", "=", "k.id"),
    )
    .select("c.id")
    .where("k.workspace_id", "=", workspaceId)
    .where("k.avatar_file_id", "=", fileId);
}

/** Writes down that the file store has the bytes. */
export async function markStored(tx: Transaction, fileId: string, name: string | null, kept: KeptContent) {
  await ofFile(tx, fileId)
    .set({
      state: "stored",
      failure: null,
      name,
      type: kept.type,
      bytes: String(kept.bytes),
      // The store measures pictures; of a film or a sticker the outside service's own word stays.
      width: sql`coalesce(${kept.width}, width)`,
      height: sql`coalesce(${kept.height}, height)`,
      storage_key: kept.storageKey,
      thumbnail_key: kept.thumbnailKey,
    })
    .execute();
}

/** Writes down, in a sentence for people, that the bytes will not come. */
export async function markFailed(tx: Transaction, fileId: string, failure: string): Promise<void> {
  await ofFile(tx, fileId).set({ state: "failed", failure }).execute();
}

/** Uploads that no message shows and that were made before a moment, locked; those that somebody is attaching now are left out. */
export function abandonedUploads(tx: Transaction, before: Date, most: number): Promise<FileRow[]> {
  return tx.db
    .selectFrom("files")
    .selectAll()
    .where("workspace_id", "=", tx.workspaceId)
    .where("purpose", "=", "attachment")
    .where("conversation_id", "is", null)
    .where("created_at", "<", before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("messages")
            .select("messages.id")
            .whereRef("messages.workspace_id", "=", "files.workspace_id")
            .whereRef("messages.file_id", "=", "files.id"),
        ),
      ),
    )
    .orderBy("created_at")
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Adds an upload whose bytes are on their way. */
export async function insertUpload(tx: Transaction, fileId: string, name: string): Promise<void> {
  const upload = { purpose: "attachment", state: "fetching", uploaded_by: actingMemberId(tx), name } as const;
  await insertFile(tx, { id: fileId, ...upload });
}

/** Adds a customer's picture that the file store has. */
export async function insertFace(tx: Transaction, fileId: string, storageKey: string, bytes: number): Promise<void> {
  const face = { purpose: "contact_avatar", state: "stored", type: "image/webp", name: "picture.webp" } as const;
  await insertFile(tx, { id: fileId, ...face, storage_key: storageKey, bytes: String(bytes) });
}

async function insertFile(
  tx: Transaction,
  file: Omit<Insertable<FilesTable>, "workspace_id" | "created_at">,
): Promise<void> {
  const values = { ...file, workspace_id: tx.workspaceId, created_at: tx.clock.now() };
  await tx.db.insertInto("files").values(values).execute();
}

/** Removes a file's row. */
export async function deleteFile(tx: Transaction, fileId: string): Promise<void> {
  await tx.db.deleteFrom("files").where("workspace_id", "=", tx.workspaceId).where("id", "=", fileId).execute();
}

function ofFile(tx: Transaction, fileId: string) {
  return tx.db.updateTable("files").where("workspace_id", "=", tx.workspaceId).where("id", "=", fileId);
}
