import type { proto } from "baileys/WAProto/index.js";
import { loadProto } from "#server/channels/whatsapp/baileys/load-proto.ts";
import { clipName } from "#server/channels/whatsapp/parse/clip.ts";
import type { OwnAccount } from "#server/channels/whatsapp/parse/journal-entry.ts";
import { type ChatAddress, chatOf, isOwn } from "#server/channels/whatsapp/parse/read-addresses.ts";
import { readAnswered } from "#server/channels/whatsapp/parse/read-answered.ts";
import { readContent } from "#server/channels/whatsapp/parse/read-content.ts";
import { momentOf, within } from "#server/channels/whatsapp/parse/read-times.ts";
import { unwrapMessage } from "#server/channels/whatsapp/parse/unwrap-message.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";

/** A part of what the phone remembers, as Baileys has unpacked it. */
export interface HistoryPart {
  readonly messages: readonly proto.IWebMessageInfo[];
  readonly contacts: readonly {
    readonly id: string;
    readonly name?: string | undefined;
    readonly notify?: string | undefined;
    readonly lid?: string | undefined;
    readonly phoneNumber?: string | undefined;
  }[];
  readonly lidPnMappings?: readonly { readonly lid: string; readonly pn: string }[] | undefined;
}

/**
 * When it came, and what of it is wanted: nothing older than `since`. What customers have written after `missedFrom` reached nobody here, as the device
 * was not linked then, so it is as new as any message; null: nothing was missed.
 */
export interface HistoryBounds {
  readonly cameAt: Date;
  readonly since: Date;
  readonly missedFrom: Date | null;
}

// A family of four in all their skin colours has 25.
const longestEmoji = 64;

interface Remembered {
  readonly info: proto.IWebMessageInfo;
  readonly id: string;
  readonly chat: ChatAddress;
  readonly at: Date;
  readonly sequence: number;
}

/**
 * Reads a part of the history into the one inbound shape: who is whom, the messages of people, oldest first, how far ours came, the
 * reactions, and what customers are called. What cannot be read is left out: it is only history.
 */
export function parseHistory(own: OwnAccount, part: HistoryPart, bounds: HistoryBounds): InboundUpdate[] {
  const others = otherAddresses(part);
  const find = (address: string) => {
    const chat = chatOf(address, others.get(address));
    return chat && !isOwn(own, chat.chatId) ? chat : null;
  };
  const remembered = part.messages.flatMap((info, index) => remember(find, info, part.messages.length - index, bounds));
  const chats = new Map(remembered.map(({ chat }) => [chat.chatId, chat]));
  const pairs = [...chats.values()].flatMap(({ chatId, formerChatId, phone }) =>
    formerChatId === null ? [] : [{ kind: "same_chat" as const, chatId, formerChatId, phone }],
  );
  const names = part.contacts.flatMap(({ id, name, notify }) => nameOf(find(id), notify || name));
  return [...pairs, ...remembered.toReversed().flatMap((one) => tell(one, bounds)), ...names];
}

/** The phone tells pairs of addresses in several places. */
function otherAddresses({ contacts, lidPnMappings = [] }: HistoryPart): Map<string, string> {
  const others = new Map<string, string>();
  const pair = (one: string | undefined, other: string | undefined) => {
    if (one && other && one !== other) others.set(one, other).set(other, one);
  };
  for (const { lid, pn } of lidPnMappings) pair(lid, pn);
  for (const { id, lid, phoneNumber } of contacts) {
    pair(id, lid);
    pair(id, phoneNumber);
  }
  return others;
}

function remember(
  find: (address: string) => ChatAddress | null,
  info: proto.IWebMessageInfo,
  sequence: number,
  { since, cameAt }: HistoryBounds,
): Remembered[] {
  const { remoteJid, id } = info.key ?? {};
  const chat = remoteJid ? find(remoteJid) : null;
  // The end of its second, or what is here already would move before messages of ours that it answers: the earliest time counts.
  const at = within(momentOf(String(info.messageTimestamp ?? ""), new Date(0)), cameAt.getTime());
  return chat && id && at >= since ? [{ info, id, chat, at, sequence }] : [];
}

function tell(one: Remembered, bounds: HistoryBounds): InboundUpdate[] {
  const { info, id, chat, at } = one;
  const held = unwrapMessage(info.message ?? {});
  const isOurs = info.key?.fromMe === true;
  const content = readContent(held, { externalId: id, chatId: chat.chatId, isOurs });
  if (!content || held.message.protocolMessage || held.message.reactionMessage) return [];
  const isMissed = !isOurs && bounds.missedFrom !== null && at > bounds.missedFrom;
  const name = isOurs ? null : clipName(info.pushName);
  const message = {
    kind: isMissed ? ("message" as const) : ("past" as const),
    direction: isOurs ? ("outbound" as const) : ("inbound" as const),
    externalId: id,
    sequence: one.sequence,
    chatId: chat.chatId,
    sender: { externalId: chat.chatId, name, username: null, phone: chat.phone, language: null },
    sentAt: at,
    content,
    replyToExternalId: readAnswered(held.message),
    raw: content.kind === "unsupported" ? rawOf(info) : null,
  };
  return [message, ...(isOurs ? progressOf(one) : []), ...reactionsTo(one)];
}

function progressOf({ info, id, at }: Remembered): InboundUpdate[] {
  const { Status } = loadProto().WebMessageInfo;
  const status = info.status ?? 0;
  if (status < Status.DELIVERY_ACK) return [];
  return [{ kind: "receipt", externalIds: [id], state: status >= Status.READ ? "read" : "delivered", at }];
}

function reactionsTo({ info, id, chat, at }: Remembered): InboundUpdate[] {
  return (info.reactions ?? []).flatMap(({ key, text, senderTimestampMs }) => {
    if (!text || text.length > longestEmoji) return [];
    const told = Number(senderTimestampMs ?? Number.NaN);
    const moment = Number.isFinite(told) ? within(momentOf(Math.floor(told / 1000), at), told) : at;
    const by = key?.fromMe === true ? ("us" as const) : ("customer" as const);
    return [{ kind: "reaction" as const, chatId: chat.chatId, targetExternalId: id, by, emoji: text, at: moment }];
  });
}

function nameOf(chat: ChatAddress | null, given: string | undefined): InboundUpdate[] {
  const name = clipName(given);
  return chat && name ? [{ kind: "named", chatId: chat.chatId, name }] : [];
}

function rawOf({ key, message }: proto.IWebMessageInfo) {
  const id = key?.id ?? null;
  return {
    id,
    plaintext: message ? Buffer.from(loadProto().Message.encode(message).finish()).toString("base64") : null,
  };
}
