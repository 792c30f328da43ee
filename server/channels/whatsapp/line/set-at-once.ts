import type { SignalKeyStoreWithTransaction } from "baileys";
import type { DeviceStore } from "#server/channels/whatsapp/device/device-store.ts";

/**
 * Baileys sends messages and retry receipts inside of its transactions and sets what they changed only when those end, so the frames
 * would not wait for the keys they were made with; and what is begun in a transaction and ends after it would be lost. So each change
 * is set when it is made, and a transaction is no more than a turn. Only while a message is decrypted does Baileys keep its own
 * account, as that is set together with the message or not at all. A step of the ratchet that was made for nothing does no harm.
 */
export function setAtOnce(keys: SignalKeyStoreWithTransaction, store: DeviceStore): void {
  const { get, set } = keys;
  keys.get = (kind, ids) => (store.isTogether() ? get(kind, ids) : store.keys.get(kind, ids));
  keys.set = (data) => (store.isTogether() ? set(data) : store.keys.set(data));
}
