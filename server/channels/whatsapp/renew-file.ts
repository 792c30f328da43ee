import type { FileSource, Renewal } from "#server/channels/adapter.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Asks the phone to upload a file once more that the server no longer has. */
export async function renewFile(_device: LiveDevice, _source: FileSource, _signal: AbortSignal): Promise<Renewal> {
  return { outcome: "gone" };
}
