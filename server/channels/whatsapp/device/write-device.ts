import { sql } from "kysely";
import type { KeyChange } from "#server/channels/whatsapp/device/changes.ts";
import type { DeviceSeal } from "#server/channels/whatsapp/device/seal-device.ts";
import type { Transaction } from "#server/context.ts";

/** Writes keys of a device down, and forgets those that are no more, one statement each. */
export async function writeKeys(
  tx: Transaction,
  seal: DeviceSeal,
  channelId: string,
  changes: readonly KeyChange[],
): Promise<void> {
  const gone = changes.filter(({ value }) => value === null);
  const kept = changes.filter(({ value }) => value !== null);
  await Promise.all([forgetKeys(tx, channelId, gone), keepKeys(tx, seal, channelId, kept)]);
}

async function keepKeys(tx: Transaction, seal: DeviceSeal, channelId: string, kept: readonly KeyChange[]) {
  if (kept.length === 0) return;
  const sealed = kept.map(({ kind, id, value }) => seal.key(kind, id, value));
  await sql`
    insert into device_keys (workspace_id, channel_id, kind, id, sealed)
    select ${tx.workspaceId}::uuid, ${channelId}::uuid, kind, id, sealed
      from unnest(${kept.map(({ kind }) => kind)}::text[], ${kept.map(({ id }) => id)}::text[], ${sealed}::bytea[])
        as key(kind, id, sealed)
    on conflict (workspace_id, channel_id, kind, id) do update set sealed = excluded.sealed`.execute(tx.db);
}

async function forgetKeys(tx: Transaction, channelId: string, gone: readonly KeyChange[]) {
  if (gone.length === 0) return;
  await sql`
    delete from device_keys
     using unnest(${gone.map(({ kind }) => kind)}::text[], ${gone.map(({ id }) => id)}::text[]) as key(kind, id)
     where workspace_id = ${tx.workspaceId}::uuid and channel_id = ${channelId}::uuid
       and device_keys.kind = key.kind and device_keys.id = key.id`.execute(tx.db);
}

/** Forgets the device of a channel: its identity and all keys. What it has received stays. */
export async function forgetDevice(tx: Transaction, channelId: string): Promise<void> {
  for (const table of ["device_keys", "device_creds"] as const) {
    await tx.db
      .deleteFrom(table)
      .where("workspace_id", "=", tx.workspaceId)
      .where("channel_id", "=", channelId)
      .execute();
  }
}
