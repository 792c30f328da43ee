import type { DeedOutcome } from "#server/channels/adapter.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Has the phone remove this device from its list. The socket ends with it, as after a log-out on the phone. Never throws. */
export async function unlink({ sock, ended, times }: LiveDevice, signal: AbortSignal): Promise<DeedOutcome> {
  const stop = AbortSignal.any([signal, ended, AbortSignal.timeout(times.answer)]);
  const stopped = new Promise<never>((_, reject) => {
    stop.addEventListener("abort", () => reject(new Error("The device was not removed in time.")), { once: true });
  });
  try {
    await Promise.race([sock.logout(), stopped]);
    return { outcome: "done" };
  } catch {
    return { outcome: "failed", reason: ended.aborted ? "unreachable" : "silent" };
  }
}
