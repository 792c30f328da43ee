import { deviceJid } from "../state/phones.ts";
import type { Addressing, Device, Phone, World } from "../state/world.ts";

/** Who writes from which of their devices, and where: another phone by its jid by number, a group, or the status list. */
export type Route = { author: Phone; authorDevice: number; chat: string; as: Addressing };

/** The attributes that tell a device who wrote, in which chat, and the other name of both. */
export function addressFor(world: World, device: Device, route: Route): Record<string, string> {
  const { author, authorDevice, chat, as } = route;
  const from = deviceJid(author, authorDevice, as);
  const mode = as === "lid" ? { addressing_mode: "lid" } : {};
  if (!chat.endsWith("@s.whatsapp.net")) {
    const alt = as === "lid" ? { participant_pn: author.jid } : { participant_lid: author.lid };
    return { from: chat, participant: from, ...alt, ...mode };
  }
  if (device.phone !== author) {
    return { from, ...mode, ...(as === "lid" ? { sender_pn: author.jid } : { sender_lid: author.lid }) };
  }
  const other = world.phones.get(chat.split("@")[0] ?? "");
  if (!other) return { from, recipient: chat };
  return as === "lid"
    ? { from, ...mode, recipient: other.lid, peer_recipient_pn: other.jid }
    : { from, recipient: other.jid, peer_recipient_lid: other.lid };
}
