import type { KeyKind } from "#server/channels/whatsapp/device/changes.ts";
import { isKeyKind } from "#server/channels/whatsapp/device/changes.ts";
import type { KnownKeys } from "#server/channels/whatsapp/device/known-keys.ts";
import { type KeySource, revive } from "#server/channels/whatsapp/device/read-keys.ts";
import { query, read } from "#server/context.ts";

/** Which keys a device has. */
export type KeyNames = ReadonlyMap<KeyKind, Set<string>>;

const mostOpened = 2_000;
const mostNamed = 200_000;

/**
 * Reads in one go what a device has, so that a crowd that writes after a restart does not wait for one question each: all keys of a
 * small device, and of a bigger one their names, which tell what need not be asked for. Rejects with `DamagedDevice` when one cannot
 * be opened.
 */
export async function readStock(source: KeySource, known: KnownKeys): Promise<void> {
  const rows = await read(
    source.context,
    keysOf(source)
      .select(["kind", "id", "sealed"])
      .limit(mostOpened + 1),
  );
  if (rows.length > mostOpened) return nameKeys(source, known);
  known.haveOnly(namesOf(rows));
  for (const { kind, id, sealed } of rows) {
    if (isKeyKind(kind)) known.remember(kind, id, revive(source.baileys, kind, source.seal.openKey(kind, id, sealed)));
  }
}

async function nameKeys(source: KeySource, known: KnownKeys): Promise<void> {
  const rows = await read(
    source.context,
    keysOf(source)
      .select(["kind", "id"])
      .limit(mostNamed + 1),
  );
  if (rows.length <= mostNamed) known.haveOnly(namesOf(rows));
}

function keysOf({ context: { workspaceId }, device: { channelId } }: KeySource) {
  return query.selectFrom("device_keys").where("workspace_id", "=", workspaceId).where("channel_id", "=", channelId);
}

function namesOf(rows: readonly { readonly kind: string; readonly id: string }[]): KeyNames {
  const names = new Map<KeyKind, Set<string>>();
  for (const { kind, id } of rows) {
    if (!isKeyKind(kind)) continue;
    const ids = names.get(kind) ?? new Set();
    names.set(kind, ids.add(id));
  }
  return names;
}
