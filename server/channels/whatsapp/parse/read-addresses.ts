import type { OwnAccount, StanzaAttributes } from "#server/channels/whatsapp/parse/journal-entry.ts";

/**
 * Whom a chat is with. WhatsApp addresses people by a number of its own (LID) or by their phone number, and both are the same
 * person. `chatId` is the LID where it is known; `formerChatId` is the other address where both are.
 */
export interface ChatAddress {
  readonly chatId: string;
  readonly formerChatId: string | null;
  /** Digits with the country code. */
  readonly phone: string | null;
}

/** Where a stanza belongs: a chat with one person, to nobody's inbox (`group`), or to Wokfow's own device alone. */
export type Place =
  | { readonly kind: "chat"; readonly chat: ChatAddress; readonly isOurs: boolean }
  | { readonly kind: "group" | "own" };

/** Reads to which chat a message belongs. `sentTo`: whom it names inside, if it was written on the phone itself. */
export function readPlace(own: OwnAccount, attributes: StanzaAttributes, sentTo: string | null): Place {
  const { from = "", participant = "", recipient = sentTo ?? "" } = attributes;
  if (isGroup(from)) return { kind: "group" };
  // Whoever gets a message to a broadcast list sees it in the chat with its author, and answers there; the list itself only its author has.
  const author = from.endsWith("@broadcast") ? participant : from;
  const isOurs = isOwn(own, author);
  if (isOurs && author !== from) return { kind: "group" };
  const other = isOurs ? recipient : author;
  if (isGroup(other) || other.endsWith("@broadcast")) return { kind: "group" };
  const chat = chatOf(other, alternativeOf(attributes, isOurs));
  if (!chat || isOwn(own, chat.chatId) || (chat.formerChatId && isOwn(own, chat.formerChatId))) return { kind: "own" };
  return { kind: "chat", chat, isOurs };
}

/** The chat with somebody by one or both of their addresses; null for who is not a person. */
export function chatOf(address: string, other: string | undefined): ChatAddress | null {
  const person = readPerson(address);
  if (!person) return null;
  const second = readPerson(other ?? "");
  const [lid, phone] = person.isLid ? [person, second?.isLid ? null : second] : [second?.isLid ? second : null, person];
  const phoneJid = phone ? `${phone.user}@s.whatsapp.net` : null;
  if (!lid) return phoneJid === null ? null : { chatId: phoneJid, formerChatId: null, phone: phone?.user ?? null };
  return { chatId: `${lid.user}@lid`, formerChatId: phoneJid, phone: phone?.user ?? null };
}

/** Whether an address is one of the account that this device is linked to. */
export function isOwn({ id, lid }: OwnAccount, address: string): boolean {
  const person = readPerson(address);
  if (!person) return false;
  return person.user === readPerson(person.isLid ? (lid ?? "") : id)?.user;
}

/** Whether an address is none of one person: groups, channels, and the status of everybody. */
export function isGroup(address: string): boolean {
  return address.endsWith("@g.us") || address.endsWith("@newsletter") || address === "status@broadcast";
}

/** The other address of the customer, by the names that stanzas give it. */
function alternativeOf(attributes: StanzaAttributes, isOurs: boolean): string | undefined {
  if (isOurs) {
    const { recipient_lid, recipient_pn, peer_recipient_lid, peer_recipient_pn } = attributes;
    return recipient_lid ?? peer_recipient_lid ?? recipient_pn ?? peer_recipient_pn;
  }
  const { participant_lid, participant_pn, sender_lid, sender_pn } = attributes;
  return participant_lid ?? sender_lid ?? participant_pn ?? sender_pn;
}

/** `user[_agent][:device]@server`; accounts that a company hosts are people like others. */
function readPerson(address: string): { readonly user: string; readonly isLid: boolean } | null {
  const match = /^(\d{1,20})(?:_\d{1,3})?(?::\d{1,5})?@(s\.whatsapp\.net|c\.us|lid|hosted|hosted\.lid)$/.exec(address);
  const [, user, server] = match ?? [];
  // "0" is WhatsApp itself.
  if (user === undefined || server === undefined || user === "0") return null;
  return { user, isLid: server.endsWith("lid") };
}
