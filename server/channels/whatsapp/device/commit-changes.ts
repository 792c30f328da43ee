import { sql } from "kysely";
import type { Changes } from "#server/channels/whatsapp/device/changes.ts";
import type { DeviceSeal } from "#server/channels/whatsapp/device/seal-device.ts";
import { type SealedKey, sealKeys, writeKeys } from "#server/channels/whatsapp/device/write-device.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";

/** Another process has the line by now, or the channel another device. Whatever this one has learned is void. */
export class NotTheHolder extends Error {
  override name = "NotTheHolder";
}

/** The device of a channel, as one process holds it. */
export interface HeldDevice {
  readonly channelId: string;
  readonly holder: string;
  /** When it was linked: what tells it from another device of the same channel. */
  readonly linkedAt: Date;
}

/** Changes as they are stored. */
export interface SealedChanges {
  readonly keys: readonly SealedKey[];
  readonly creds: Buffer | null;
  readonly entries: readonly { readonly hash: Buffer; readonly sealed: Buffer; readonly receivedAt: Date }[];
}

/** Seals changes as they are at this moment; `creds` is what the identity is now. */
export function sealChanges(seal: DeviceSeal, changes: Changes, creds: () => Buffer): SealedChanges {
  return {
    keys: sealKeys(seal, changes.keys.values()),
    creds: changes.creds ? creds() : null,
    entries: changes.entries.map(({ hash, entry }) => ({
      hash,
      sealed: seal.entry(hash, entry),
      receivedAt: entry.receivedAt,
    })),
  };
}

/**
 * Writes changes down, all or none, in one round trip and a commit. The lease and the device are locked meanwhile, so that nobody
 * else can take them over in between. Rejects with `NotTheHolder` when somebody has; may be repeated.
 */
export async function commitChanges(context: Context, device: HeldDevice, changes: SealedChanges): Promise<void> {
  await transact(context, async (tx) => {
    const [isHeld] = await Promise.all([
      isHeldStill(tx, device),
      writeKeys(tx, device.channelId, changes.keys),
      writeCreds(tx, device.channelId, changes.creds),
      writeEntries(tx, device.channelId, changes.entries),
    ]);
    if (!isHeld) throw new NotTheHolder("Another process holds this line.");
  });
}

/** Whether the line is still this process's and the device still the same; both stay so until the transaction ends. */
export async function isHeldStill(tx: Transaction, { channelId, holder, linkedAt }: HeldDevice): Promise<boolean> {
  const lease = tx.db
    .selectFrom("channel_leases")
    .select("holder")
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .forShare()
    .executeTakeFirst();
  const creds = tx.db
    .selectFrom("device_creds")
    .select("linked_at")
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const [held, stored] = await Promise.all([lease, creds]);
  return held?.holder === holder && stored?.linked_at.getTime() === linkedAt.getTime();
}

async function writeCreds(tx: Transaction, channelId: string, sealed: Buffer | null): Promise<void> {
  if (!sealed) return;
  await tx.db
    .updateTable("device_creds")
    .set({ sealed })
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .execute();
}

/** What comes twice is kept once, with its first place. */
async function writeEntries(tx: Transaction, channelId: string, entries: SealedChanges["entries"]): Promise<void> {
  if (entries.length === 0) return;
  const times = entries.map(({ receivedAt }) => receivedAt.toISOString());
  await sql`
    insert into device_journal (workspace_id, channel_id, ciphertext_hash, sealed, received_at)
    select ${tx.workspaceId}::uuid, ${channelId}::uuid, hash, sealed, received_at
      from unnest(${entries.map(({ hash }) => hash)}::bytea[], ${entries.map(({ sealed }) => sealed)}::bytea[],
                  ${times}::timestamptz[]) with ordinality as entry(hash, sealed, received_at, place)
     order by place
    on conflict (workspace_id, channel_id, ciphertext_hash) do nothing`.execute(tx.db);
}
