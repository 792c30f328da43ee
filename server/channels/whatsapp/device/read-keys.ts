import type { SignalDataTypeMap } from "baileys";
import { sql } from "kysely";
import type { Baileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";
import type { KeyKind } from "#server/channels/whatsapp/device/changes.ts";
import type { DeviceSeal } from "#server/channels/whatsapp/device/seal-device.ts";
import { type Context, query, read } from "#server/context.ts";

/** Where the keys of a device are, and what opens them. */
export interface KeySource {
  readonly context: Context;
  readonly seal: DeviceSeal;
  readonly baileys: Baileys;
  readonly device: { readonly channelId: string };
}

/** Reads the keys with these ids that a device has. Rejects with `DamagedDevice` when one cannot be opened. */
export async function readKeys<Kind extends KeyKind>(
  { context, seal, baileys, device: { channelId } }: KeySource,
  kind: Kind,
  ids: readonly string[],
): Promise<Map<string, SignalDataTypeMap[Kind]>> {
  const stored = query
    .selectFrom("device_keys")
    .select(["id", "sealed"])
    .where("workspace_id", "=", context.workspaceId)
    .where("channel_id", "=", channelId)
    .where("kind", "=", kind)
    .where(sql<boolean>`id = any(${[...ids]}::text[])`);
  const rows = await read(context, stored);
  return new Map(rows.map(({ id, sealed }) => [id, revive(baileys, kind, seal.openKey(kind, id, sealed))]));
}

/** A key as Baileys expects it: one kind is a protobuf message. */
export function revive<Value>({ proto }: Baileys, kind: KeyKind, value: Value): Value {
  if (kind !== "app-state-sync-key" || typeof value !== "object" || value === null) return value;
  return Object.assign(value, proto.Message.AppStateSyncKeyData.fromObject(value));
}
