import type { proto } from "baileys";
import type { SimulatedPhone } from "../start-whatsapp.ts";
import type { Device, Letter, Phone, Thread, World } from "../state/world.ts";

/** Everything the page needs to draw itself, without the messages. */
export function presentState(world: World) {
  const phones = [...world.phones.values()];
  return {
    phones: phones.map(presentPhone),
    chats: phones.flatMap((phone) => [...phone.threads.values()].map((thread) => presentChat(phone, thread))),
    openCodes: world.openCodes.size,
    connections: [...world.connections].map(({ id, stage, since, device }) => ({
      id,
      stage,
      since: since.getTime() / 1000,
      number: device?.phone.number ?? null,
      device: device?.number ?? null,
    })),
    faults: world.faults.list(),
  };
}

/** A message as a phone shows it. Times are seconds since 1970. */
function presentLetter(letter: Letter) {
  const { id, fromMe, kind, text, media, at, ticks, edited, revoked, reactions, quotedId, viewOnce } = letter;
  return {
    id,
    fromMe,
    kind,
    text: revoked ? "" : text,
    media: media && { mimeType: media.mimeType, name: media.name ?? null, size: media.bytes?.length ?? null },
    at: at.getTime() / 1000,
    ticks,
    edited,
    revoked,
    reactions: [...reactions.values()],
    quotedId: quotedId ?? null,
    viewOnce,
    details: detailsOf(letter.message),
  };
}

/** What the chat shows beside its messages. */
export function presentThread(phone: SimulatedPhone, other: { jid: string }) {
  return phone.thread(other).map(presentLetter);
}

function presentPhone(phone: Phone) {
  const { number, name, jid, lid, online, banned, pairing } = phone;
  return {
    number,
    name,
    jid,
    lid,
    online,
    banned,
    pairingAsked: pairing !== undefined,
    devices: [...phone.devices.values()].map(presentDevice),
  };
}

function presentDevice({ number, client, linkedAt, connection }: Device) {
  return { number, client, linkedAt: linkedAt.getTime() / 1000, isActive: connection !== undefined };
}

function presentChat(phone: Phone, thread: Thread) {
  const letters = [...thread.letters.values()];
  const last = letters.at(-1);
  return {
    number: phone.number,
    other: thread.other.split("@")[0] ?? "",
    last: last ? presentLetter(last) : null,
    unread: letters.filter(({ fromMe, readByMe }) => !fromMe && !readByMe).length,
  };
}

/** The parts of a message that are neither words nor a file. */
function detailsOf(message: proto.IMessage): Record<string, string | string[]> {
  const { locationMessage: place, contactMessage: contact } = message;
  if (place) {
    const { degreesLatitude, degreesLongitude, name, address } = place;
    return { place: `${degreesLatitude}, ${degreesLongitude}`, name: name ?? "", address: address ?? "" };
  }
  if (contact) {
    const number = /waid=(\d+)/.exec(contact.vcard ?? "")?.[1] ?? /TEL[^:]*:(.+)/.exec(contact.vcard ?? "")?.[1] ?? "";
    return { name: contact.displayName ?? "", number };
  }
  const poll = message.pollCreationMessage ?? message.pollCreationMessageV2 ?? message.pollCreationMessageV3;
  if (poll)
    return { question: poll.name ?? "", choices: (poll.options ?? []).map(({ optionName }) => optionName ?? "") };
  return {};
}
