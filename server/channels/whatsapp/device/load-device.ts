import type { AuthenticationCreds } from "baileys";
import type { HeldDevice } from "#server/channels/whatsapp/device/commit-changes.ts";
import type { DeviceSeal } from "#server/channels/whatsapp/device/seal-device.ts";
import { type Context, query, read } from "#server/context.ts";

/** A stored device with its identity opened. */
export interface LoadedDevice extends HeldDevice {
  readonly creds: AuthenticationCreds;
}

/**
 * The device that a channel has. `none`: it was logged out, and its keys are gone. `not_held`: the line is another process's, which
 * a connection from here would interrupt. Rejects with `DamagedDevice` when its identity cannot be opened.
 */
export async function loadDevice(
  context: Context,
  seal: DeviceSeal,
  { channelId, holder }: { channelId: string; holder: string },
): Promise<LoadedDevice | "none" | "not_held"> {
  const [row] = await read(context, deviceOf(context, channelId));
  if (!row) return "none";
  if (row.holder !== holder) return "not_held";
  return { channelId, holder, linkedAt: row.linked_at, creds: seal.openCreds(row.sealed) };
}

/** Only the identity of the device that a channel has, whoever holds its line; null: it has none. Rejects with `DamagedDevice`. */
export async function loadIdentity(
  context: Context,
  seal: DeviceSeal,
  channelId: string,
): Promise<AuthenticationCreds | null> {
  const [row] = await read(context, deviceOf(context, channelId));
  return row ? seal.openCreds(row.sealed) : null;
}

function deviceOf({ workspaceId }: Context, channelId: string) {
  return query
    .selectFrom("device_creds")
    .leftJoin("channel_leases", (join) =>
      join
        .onRef("channel_leases.workspace_id", "=", "device_creds.workspace_id")
        .onRef("channel_leases.channel_id", "=", "device_creds.channel_id"),
    )
    .select(["device_creds.sealed", "device_creds.linked_at", "channel_leases.holder"])
    .where("device_creds.workspace_id", "=", workspaceId)
    .where("device_creds.channel_id", "=", channelId);
}
