import { randomBytes } from "node:crypto";
import { proto } from "baileys";
import { phoneOf } from "../state/phones.ts";
import type { Addressing, Letter, Phone, World } from "../state/world.ts";

/** A place on the map, in degrees. */
export type Place = { latitude: number; longitude: number; name?: string; address?: string };

const { REVOKE, MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;

/** A text; one that quotes is longer inside. */
export function textMessage(text: string, context: proto.IContextInfo | undefined): proto.IMessage {
  return context ? { extendedTextMessage: { text, contextInfo: context } } : { conversation: text };
}

/** What a reply says about the message it quotes; undefined when nothing is quoted. */
export function quoting(
  world: World,
  phone: Phone,
  replyTo: string | undefined,
  as: Addressing = "lid",
): proto.IContextInfo | undefined {
  if (replyTo === undefined) return undefined;
  const quoted = phone.letters.get(replyTo);
  if (!quoted) throw new Error(`The phone shows no message ${replyTo} that could be quoted.`);
  const author = phoneOf(world, `${quoted.author}@s.whatsapp.net`);
  const participant = (as === "lid" ? author?.lid : author?.jid) ?? phone.jid;
  return { stanzaId: replyTo, participant, quotedMessage: quoted.message };
}

/** The same message as a reply. */
export function withContext(message: proto.IMessage, contextInfo: proto.IContextInfo | undefined): proto.IMessage {
  if (!contextInfo) return message;
  const enveloped = message.documentWithCaptionMessage?.message;
  if (enveloped) return { documentWithCaptionMessage: { message: withContext(enveloped, contextInfo) } };
  const [kind, content] = Object.entries(message)[0] ?? [];
  return kind === undefined ? message : { [kind]: { ...content, contextInfo } };
}

/** A place. */
export function placeMessage({ latitude, longitude, name, address }: Place): proto.IMessage {
  const words = { ...(name ? { name } : {}), ...(address ? { address } : {}) };
  return { locationMessage: { degreesLatitude: latitude, degreesLongitude: longitude, ...words } };
}

/** A contact travels as a vCard: RFC 6350, in the older version 3 that phones write. */
export function contactMessage({ name, number }: { name: string; number: string }): proto.IMessage {
  const digits = number.replace(/\D/g, "");
  const lines = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `N:;${name};;;`,
    `FN:${name}`,
    `TEL;type=CELL;waid=${digits}:+${digits}`,
    "END:VCARD",
  ];
  return { contactMessage: { displayName: name, vcard: lines.join("\n") } };
}

/** A question with choices, of which one may be taken. */
export function pollMessage(name: string, choices: string[]): proto.IMessage {
  return {
    messageContextInfo: { messageSecret: randomBytes(32) },
    pollCreationMessageV3: {
      name,
      options: choices.map((optionName) => ({ optionName })),
      selectableOptionsCount: 1,
    },
  };
}

/** Another text in the place of one that was sent. */
export function editMessage(world: World, letter: Letter, text: string): proto.IMessage {
  return {
    protocolMessage: {
      key: keyOf(letter),
      type: MESSAGE_EDIT,
      editedMessage: { conversation: text },
      timestampMs: world.clock().getTime(),
    },
  };
}

/** Takes back for everybody what was sent. */
export function revokeMessage(letter: Letter): proto.IMessage {
  return { protocolMessage: { key: keyOf(letter), type: REVOKE } };
}

/** An empty emoji takes the reaction back. */
export function reactionMessage(world: World, letter: Letter, emoji: string): proto.IMessage {
  return { reactionMessage: { key: keyOf(letter), text: emoji, senderTimestampMs: world.clock().getTime() } };
}

/** The message as the one who now says something about it sees it. */
function keyOf({ id, chat, fromMe }: Letter): proto.IMessageKey {
  return { remoteJid: chat, fromMe, id };
}
