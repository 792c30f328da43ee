import { DeviceEnded } from "#server/channels/whatsapp/device/device-ended.ts";
import type { Log } from "#server/platform/log/log.ts";

let isCaught = false;

/**
 * Keeps failures that Baileys lets go of from ending the whole process. It listens with asynchronous functions that nobody awaits: a
 * frame that cannot be decrypted, or an answer that does not come, is an unhandled rejection. The watch over each socket finds out what
 * such a failure did to it; a rejection of anybody else still ends the process, as it would without this.
 */
export function catchStrays(log: Log): void {
  if (isCaught) return;
  isCaught = true;
  process.on("unhandledRejection", (reason) => {
    if (!isOfBaileys(reason)) throw reason;
    log.info({ err: reason }, "A failure that Baileys did not handle");
  });
}

function isOfBaileys(reason: unknown): boolean {
  if (reason instanceof DeviceEnded) return true;
  return reason instanceof Error && /[\\/]node_modules[\\/](?:baileys|libsignal)[\\/]/.test(reason.stack ?? "");
}
