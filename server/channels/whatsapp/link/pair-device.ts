import type { BinaryNode } from "baileys";
import type { LinkOutcome } from "#server/channels/connecting.ts";
import { storeDevice } from "#server/channels/whatsapp/device/store-device.ts";
import type { PhoneLink } from "#server/channels/whatsapp/link/link-phone.ts";
import { linkedAccountOf } from "#server/channels/whatsapp/link/linked-account.ts";

const paired = "CB:iq,,pair-success";

/**
 * Answers the phone in Baileys' place, which would do so at once: our signature is what makes the phone believe that the device is
 * linked, so it leaves only when the device has been kept. If it cannot be kept, the socket closes without it.
 */
export function pairDevice(link: PhoneLink): void {
  const { ws } = link.sock;
  ws.removeAllListeners(paired);
  ws.once(paired, (stanza: BinaryNode) => link.end(answer(link, stanza)));
}

async function answer(link: PhoneLink, stanza: BinaryNode): Promise<LinkOutcome> {
  const { sock, creds, keys, parts, hooks } = link;
  const reply = believe(link, stanza);
  const account = reply && linkedAccountOf(creds);
  if (!reply || !account) return { outcome: "failed", reason: "refused_by_phone" };
  hooks.show({ kind: "paired" });
  try {
    const refused = await hooks.keep(account, (tx, channelId) =>
      storeDevice(tx, parts.secrets, channelId, { creds, keys: keys.all() }),
    );
    if (refused) return { outcome: "failed", reason: refused };
  } catch (err) {
    // Who has gone, or may no more, is no fault.
    if (!hooks.signal.aborted) hooks.log.error({ err }, "A linked device could not be kept");
    return { outcome: "failed", reason: "failed_here" };
  }
  const confirmed = confirmation(link);
  // From here on it is kept: whatever happens to this socket, the channel's own line finds out how the phone took it.
  await sock.sendNode(reply).catch(() => undefined);
  await confirmed;
  return { outcome: "linked" };
}

/** Checks what the phone has signed and takes it over; null when it does not hold. */
function believe({ baileys, creds, hooks }: PhoneLink, stanza: BinaryNode): BinaryNode | null {
  try {
    const found = baileys.configureSuccessfulPairing(stanza, creds);
    Object.assign(creds, found.creds);
    return found.reply;
  } catch (err) {
    hooks.log.warn({ err }, "A phone signed a new device wrongly");
    return null;
  }
}

/** The server closes the connection once it has told the phone; the device then logs in on another one. */
function confirmation({ sock, times }: PhoneLink): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, times.confirm);
    sock.ws.once("CB:stream:error", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
