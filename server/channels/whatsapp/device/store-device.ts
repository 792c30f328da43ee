import type { AuthenticationCreds, SignalDataSet } from "baileys";
import { changesIn } from "#server/channels/whatsapp/device/changes.ts";
import { sealDevice } from "#server/channels/whatsapp/device/seal-device.ts";
import { forgetDevice, sealKeys, writeKeys } from "#server/channels/whatsapp/device/write-device.ts";
import type { Transaction } from "#server/context.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";

/** A device as it is when a phone has just been linked to it. */
export interface NewDevice {
  readonly creds: AuthenticationCreds;
  readonly keys: SignalDataSet;
}

/** Stores the device that a channel has from now on, in place of any other. */
export async function storeDevice(
  tx: Transaction,
  secrets: SecretBox,
  channelId: string,
  { creds, keys }: NewDevice,
): Promise<void> {
  const seal = sealDevice(secrets, channelId);
  await forgetDevice(tx, channelId);
  await tx.db
    .insertInto("device_creds")
    .values({
      workspace_id: tx.workspaceId,
      channel_id: channelId,
      sealed: seal.creds(creds),
      linked_at: tx.clock.now(),
    })
    .execute();
  await writeKeys(tx, channelId, sealKeys(seal, changesIn(keys)));
}
