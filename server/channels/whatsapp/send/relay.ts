import { setMaxListeners } from "node:events";
import type { BinaryNode, proto } from "baileys";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** What leaves for a chat, under which id. */
export interface Letter {
  readonly chatId: string;
  readonly id: string;
  readonly payload: proto.IMessage;
}

/** What the server said to a message: `error` is the code with which it refused it, null when it took it. */
export interface Acknowledgement {
  readonly error: string | null;
}

/** The server did not acknowledge in time, or the line broke before it did. Whether it took the message is not known. */
export class Unacknowledged extends Error {}

const acknowledged = "CB:ack,class:message";
// The server's word for "this device list is not the one I know".
const staleDevices = "479";

/**
 * Hands a message to the server and waits for its word. That Baileys has written the bytes says nothing. Refused over a stale list of
 * the customer's devices, it is tried once more with a fresh one. Rejects with `Unacknowledged` when the signal says stop first.
 */
export async function relay(device: LiveDevice, letter: Letter, stop: AbortSignal): Promise<Acknowledgement> {
  const first = await hand(device, letter, stop, true);
  return first.error === staleDevices ? hand(device, letter, stop, false) : first;
}

async function hand(
  { sock }: LiveDevice,
  { chatId, id, payload }: Letter,
  stop: AbortSignal,
  useUserDevicesCache: boolean,
): Promise<Acknowledgement> {
  const { promise, resolve, reject } = Promise.withResolvers<Acknowledgement>();
  // Whoever waits for the bytes to be written hears of the rest later.
  promise.catch(() => undefined);
  const hear = ({ attrs }: BinaryNode) => {
    if (attrs.id === id) resolve({ error: attrs.error ?? null });
  };
  const giveUp = () => reject(new Unacknowledged());
  setMaxListeners(0, stop);
  sock.ws.on(acknowledged, hear);
  stop.addEventListener("abort", giveUp, { once: true });
  try {
    if (stop.aborted) giveUp();
    else await Promise.race([sock.relayMessage(chatId, payload, { messageId: id, useUserDevicesCache }), promise]);
    return await promise;
  } finally {
    sock.ws.off(acknowledged, hear);
    stop.removeEventListener("abort", giveUp);
  }
}
