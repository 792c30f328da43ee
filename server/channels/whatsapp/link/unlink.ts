import type { DeedOutcome } from "#server/channels/abilities.ts";
import { onAbort } from "#server/channels/running/wait.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/**
 * Has the phone remove this device from its list, and waits until the server has ended the connection over it. Not by Baileys' own
 * log-out, which closes the socket at once, while the request still waits for what it rests on to be stored. Never throws.
 */
export async function unlink({ sock, me, ended }: LiveDevice, signal: AbortSignal): Promise<DeedOutcome> {
  const stop = AbortSignal.any([signal, ended]);
  const stopped = new Promise<void>((resolve) => {
    onAbort(stop, resolve);
  });
  try {
    const removal = { tag: "remove-companion-device", attrs: { jid: me.id, reason: "user_initiated" } };
    await sock.sendNode({
      tag: "iq",
      attrs: { to: "@s.whatsapp.net", type: "set", id: sock.generateMessageTag(), xmlns: "md" },
      content: [removal],
    });
    await stopped;
  } catch {
    return { outcome: "failed", reason: "unreachable" };
  }
  return ended.aborted ? { outcome: "done" } : { outcome: "failed", reason: "silent" };
}
