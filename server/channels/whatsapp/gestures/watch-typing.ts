import type { WASocket } from "baileys";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Whom a connection has asked about already; a new one knows of nobody. */
const watched = new WeakMap<WASocket, Set<string>>();

/**
 * Asks, once for each connection, to hear when somebody writes: WhatsApp tells a device only of those it asked about. Called when a
 * member reads or writes in the chat, so that nobody is asked about whom no one looks at. Never throws, as nothing depends on it.
 */
export async function watchTyping({ sock }: LiveDevice, chatId: string): Promise<void> {
  const known = watched.get(sock) ?? new Set();
  watched.set(sock, known);
  if (known.has(chatId)) return;
  known.add(chatId);
  await sock.presenceSubscribe(chatId).catch(() => known.delete(chatId));
}
