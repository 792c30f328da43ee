import { sql } from "kysely";
import type { KeyChange } from "#server/channels/whatsapp/device/changes.ts";
import type { DeviceSeal } from "#server/channels/whatsapp/device/seal-device.ts";
import type { Transaction } from "#server/context.ts";

/** A key as it is stored; null: no more. */
export interface SealedKey {
  readonly kind: string;
  readonly id: string;
  readonly sealed: Buffer | null;
}

/** Seals keys as they are at this moment. */
export function sealKeys(seal: DeviceSeal, changes: Iterable<KeyChange>): SealedKey[] {
  return Array.from(changes, ({ kind, id, value }) => ({
    kind,
    id,
    sealed: value === null ? null : seal.key(kind, id, value),
  }));
}

/** Writes keys of a device down, and forgets those that are no more, one statement each. */
export async function writeKeys(tx: Transaction, channelId: string, keys: readonly SealedKey[]): Promise<void> {
  const kept = keys.filter(({ sealed }) => sealed !== null);
  const gone = keys.filter(({ sealed }) => sealed === null);
  await Promise.all([keepKeys(tx, channelId, kept), forgetKeys(tx, channelId, gone)]);
}

async function keepKeys(tx: Transaction, channelId: string, keys: readonly SealedKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    insert into device_keys (workspace_id, channel_id, kind, id, sealed)
    select ${tx.workspaceId}::uuid, ${channelId}::uuid, kind, id, sealed
      from unnest(${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ id }) => id)}::text[],
                  ${keys.map(({ sealed }) => sealed)}::bytea[]) as key(kind, id, sealed)
    on conflict (workspace_id, channel_id, kind, id) do update set sealed = excluded.sealed`.execute(tx.db);
}

async function forgetKeys(tx: Transaction, channelId: string, keys: readonly SealedKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    delete from device_keys
     using unnest(${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ id }) => id)}::text[]) as key(kind, id)
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
