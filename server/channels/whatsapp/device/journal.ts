import { sql } from "kysely";
import type { KeptEntry } from "#server/channels/whatsapp/device/changes.ts";
import { DamagedDevice, type DeviceSeal } from "#server/channels/whatsapp/device/seal-device.ts";
import type { JournalEntry } from "#server/channels/whatsapp/parse/journal-entry.ts";
import { type Context, query, read, transact } from "#server/context.ts";

/** The journal of one device. */
export interface Journal {
  readonly context: Context;
  readonly seal: DeviceSeal;
  readonly channelId: string;
}

/** What is in the journal under this hash. */
export async function findEntry({ context, seal, channelId }: Journal, hash: Buffer): Promise<JournalEntry | null> {
  const found = entriesOf(context, channelId).where("ciphertext_hash", "=", hash);
  const [row] = await read(context, found);
  return row ? seal.openEntry(hash, row.sealed) : null;
}

/** The next entries that nobody has handled, in their order. `damaged`: their hashes, when they cannot be opened any more. */
export interface Unhandled {
  readonly entries: readonly KeptEntry[];
  readonly damaged: readonly Buffer[];
  readonly position: string;
}

/** Reads what nobody has handled behind a position. */
export async function readUnhandled({ context, seal, channelId }: Journal, after: string): Promise<Unhandled> {
  const waiting = entriesOf(context, channelId)
    .where("handled_at", "is", null)
    .where("position", ">", after)
    .orderBy("position")
    .limit(200);
  const rows = await read(context, waiting);
  const opened = rows.map(({ ciphertext_hash: hash, sealed }) => ({ hash, entry: openOrNull(seal, hash, sealed) }));
  return {
    entries: opened.flatMap(({ hash, entry }) => (entry ? [{ hash, entry }] : [])),
    damaged: opened.filter(({ entry }) => entry === null).map(({ hash }) => hash),
    position: rows.at(-1)?.position ?? after,
  };
}

function openOrNull(seal: DeviceSeal, hash: Buffer, sealed: Buffer): JournalEntry | null {
  try {
    return seal.openEntry(hash, sealed);
  } catch (error) {
    if (error instanceof DamagedDevice) return null;
    throw error;
  }
}

/** Notes that these entries have been handled. Only what may be delivered once more is kept. */
export async function markHandled(
  { context, channelId }: Journal,
  { entries, damaged = [] }: { readonly entries: readonly KeptEntry[]; readonly damaged?: readonly Buffer[] },
): Promise<void> {
  const messages = entries.filter(({ entry }) => entry.kind === "message").map(({ hash }) => hash);
  const others = entries.filter(({ entry }) => entry.kind !== "message").map(({ hash }) => hash);
  messages.push(...damaged);
  await transact(context, async ({ db, workspaceId, clock }) => {
    const marking = db
      .updateTable("device_journal")
      .set({ handled_at: clock.now() })
      .where("workspace_id", "=", workspaceId)
      .where("channel_id", "=", channelId)
      .where(isOneOf(messages));
    const forgetting = db
      .deleteFrom("device_journal")
      .where("workspace_id", "=", workspaceId)
      .where("channel_id", "=", channelId)
      .where(isOneOf(others));
    await Promise.all([messages.length > 0 && marking.execute(), others.length > 0 && forgetting.execute()]);
  });
}

/** One parameter for any number of them, so that the statement is always the same and stays prepared. */
function isOneOf(hashes: readonly Buffer[]) {
  return sql<boolean>`ciphertext_hash = any(${hashes}::bytea[])`;
}

function entriesOf({ workspaceId }: Context, channelId: string) {
  return query
    .selectFrom("device_journal")
    .select(["ciphertext_hash", "sealed", "position"])
    .where("workspace_id", "=", workspaceId)
    .where("channel_id", "=", channelId);
}
