import type { proto } from "baileys/WAProto/index.js";
import { loadProto } from "#server/channels/whatsapp/baileys/load-proto.ts";
import { clipName } from "#server/channels/whatsapp/parse/clip.ts";
import type { JournalEntry, OwnAccount } from "#server/channels/whatsapp/parse/journal-entry.ts";
import { type ChatAddress, readPlace } from "#server/channels/whatsapp/parse/read-addresses.ts";
import { readAnswered } from "#server/channels/whatsapp/parse/read-answered.ts";
import { type HeldMessage, readContent } from "#server/channels/whatsapp/parse/read-content.ts";
import { readReceipt } from "#server/channels/whatsapp/parse/read-receipt.ts";
import { toldMoment, toldSecond, within } from "#server/channels/whatsapp/parse/read-times.ts";
import { openMessage, unwrapMessage } from "#server/channels/whatsapp/parse/unwrap-message.ts";
import type { InboundContent, InboundMessage, InboundUpdate } from "#server/conversations/inbound.ts";
import { rejected } from "#server/conversations/reject-update.ts";

type Written = Extract<JournalEntry, { kind: "message" }>;
type Unreadable = Extract<JournalEntry, { kind: "undecryptable" }>;

// A family of four in all their skin colours has 25.
const longestEmoji = 64;

type Milliseconds = proto.Message.IProtocolMessage["timestampMs"];

/** A message in its chat. */
interface Letter {
  readonly entry: Written | Unreadable;
  readonly externalId: string;
  readonly chat: ChatAddress;
  readonly isOurs: boolean;
  readonly at: Date;
}

/**
 * Reads what the journal of a linked device holds into the one inbound shape. Never throws: what is not readable is `rejected`
 * with a reason. Where a stanza tells both addresses of a customer, `same_chat` comes first. `sequence` is when
 * its stanza came, of which each has a moment of its own.
 */
export function parseEntry(own: OwnAccount, entry: JournalEntry): InboundUpdate[] {
  try {
    if (entry.kind === "receipt") return readReceipt(own, entry);
    return entry.kind === "message" ? readWritten(own, entry) : readUnreadable(own, entry);
  } catch (error) {
    return [
      rejected(rawOf(entry), `This message cannot be read: ${error instanceof Error ? error.message : String(error)}`),
    ];
  }
}

function readWritten(own: OwnAccount, entry: Written): InboundUpdate[] {
  const { attributes } = entry;
  // What the phone tells its own devices: keys, history, settings.
  if (attributes.category === "peer") return [{ kind: "ignored" }];
  const early = readPlace(own, attributes, null);
  if (early.kind === "group") return [{ kind: "group" }];
  const opened = openMessage(entry.plaintext);
  const place = readPlace(own, attributes, opened.sentTo);
  if (place.kind !== "chat") return [{ kind: place.kind === "group" ? "group" : "ignored" }];
  const externalId = attributes.id ?? "";
  if (!externalId) return [rejected(rawOf(entry), "This message has no id.")];
  const at = toldMoment(attributes.t, entry.receivedAt);
  const letter = { entry, externalId, chat: place.chat, isOurs: place.isOurs, at };
  return [...sameChat(place.chat), readHeld(letter, opened)];
}

function readUnreadable(own: OwnAccount, entry: Unreadable): InboundUpdate[] {
  const { attributes, reason } = entry;
  const place = attributes.category === "peer" ? { kind: "own" as const } : readPlace(own, attributes, null);
  if (place.kind !== "chat") return [{ kind: place.kind === "group" ? "group" : "ignored" }];
  const externalId = attributes.id ?? "";
  if (!externalId) return [rejected(rawOf(entry), "This message has no id.")];
  const at = toldMoment(attributes.t, entry.receivedAt);
  const letter = { entry, externalId, chat: place.chat, isOurs: place.isOurs, at };
  // The phone keeps these to itself, so nothing more will come.
  const content: InboundContent = reason.includes("view_once")
    ? { kind: "unsupported", what: "message to be seen once, which only the phone shows" }
    : { kind: "undecryptable" };
  return [...sameChat(place.chat), { kind: "message", ...messageOf(letter, content, null) }];
}

function sameChat({ chatId, formerChatId, phone }: ChatAddress): InboundUpdate[] {
  return formerChatId === null ? [] : [{ kind: "same_chat", chatId, formerChatId, phone }];
}

function readHeld(letter: Letter, held: HeldMessage): InboundUpdate {
  const { message } = held;
  if (message.reactionMessage) return readReaction(letter, message.reactionMessage);
  if (message.protocolMessage) return readChange(letter, message.protocolMessage);
  const content = readContent(held, carriedBy(letter, letter.externalId));
  return content ? { kind: "message", ...messageOf(letter, content, readAnswered(message)) } : { kind: "ignored" };
}

function readReaction(letter: Letter, { key, text, senderTimestampMs }: proto.Message.IReactionMessage): InboundUpdate {
  const { chat, isOurs } = letter;
  if (!key?.id || (text?.length ?? 0) > longestEmoji) return { kind: "ignored" };
  const by = isOurs ? "us" : "customer";
  return {
    kind: "reaction",
    chatId: chat.chatId,
    targetExternalId: key.id,
    by,
    emoji: text || null,
    at: toldBySender(letter, senderTimestampMs),
  };
}

/** Everything else that a protocol message may say concerns devices, not people. */
function readChange(letter: Letter, change: proto.Message.IProtocolMessage): InboundUpdate {
  const target = change.key?.id;
  const { MESSAGE_EDIT, REVOKE } = loadProto().Message.ProtocolMessage.Type;
  if (!target) return { kind: "ignored" };
  if (change.type === MESSAGE_EDIT && change.editedMessage)
    return readEdit(letter, target, change.editedMessage, change.timestampMs);
  // Protobuf leaves out what is zero, and REVOKE is.
  if ((change.type ?? REVOKE) !== REVOKE) return { kind: "ignored" };
  const by = letter.isOurs ? "us" : "customer";
  return { kind: "removal", chatId: letter.chat.chatId, targetExternalId: target, by, at: letter.at };
}

function readEdit(letter: Letter, target: string, edited: proto.IMessage, timestamp: Milliseconds): InboundUpdate {
  const held = unwrapMessage(edited);
  const content = readContent(held, carriedBy(letter, target));
  if (!content) return { kind: "ignored" };
  const editedAt = toldBySender(letter, timestamp);
  return {
    kind: "edit",
    editedAt,
    ...messageOf({ ...letter, externalId: target }, content, readAnswered(held.message)),
  };
}

/** Senders tell of some things when they did them, to the millisecond. */
function toldBySender({ entry, at }: Letter, milliseconds: Milliseconds): Date {
  const second = toldSecond(entry.attributes.t, entry.receivedAt);
  return milliseconds === null || milliseconds === undefined ? at : within(second, milliseconds);
}

function carriedBy({ chat, isOurs }: Letter, externalId: string) {
  return { externalId, chatId: chat.chatId, isOurs };
}

function messageOf(letter: Letter, content: InboundContent, replyToExternalId: string | null): InboundMessage {
  const { entry, chat, isOurs } = letter;
  return {
    direction: isOurs ? "outbound" : "inbound",
    externalId: letter.externalId,
    // WhatsApp counts whole seconds only.
    sequence: letter.entry.receivedAt.getTime(),
    chatId: chat.chatId,
    // What the phone itself wrote carries the name of its owner.
    sender: {
      externalId: chat.chatId,
      name: isOurs ? null : clipName(entry.attributes.notify),
      username: null,
      phone: chat.phone,
      language: null,
    },
    sentAt: letter.at,
    content,
    replyToExternalId,
    raw: content.kind === "unsupported" ? rawOf(entry) : null,
  };
}

function rawOf(entry: JournalEntry) {
  const { attributes } = entry;
  return "plaintext" in entry
    ? { attributes, plaintext: Buffer.from(entry.plaintext).toString("base64") }
    : { attributes };
}
