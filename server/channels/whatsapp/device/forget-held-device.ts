import { type HeldDevice, isHeldStill } from "#server/channels/whatsapp/device/commit-changes.ts";
import { forgetDevice } from "#server/channels/whatsapp/device/write-device.ts";
import { type Context, transact } from "#server/context.ts";

/** Forgets a device that its phone has removed, unless the channel has got another one meanwhile. */
export async function forgetHeldDevice(context: Context, device: HeldDevice): Promise<void> {
  await transact(context, async (tx) => {
    if (await isHeldStill(tx, device)) await forgetDevice(tx, device.channelId);
  });
}
