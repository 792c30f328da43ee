import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** The bytes of a customer's picture, null when they show none. */
export async function readPicture(_device: LiveDevice, _chatId: string, _signal: AbortSignal): Promise<Buffer | null> {
  return null;
}
