import type { Conversation } from "#contract/conversations.ts";
import type { Attachment } from "#contract/message-content.ts";
import type { Message } from "#contract/messages.ts";

/** An identifier that ends with this number. */
export function idOf(number: number): string {
  return `019a0000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

/** The moment so many seconds after a fixed noon in UTC. */
export function momentOf(seconds: number): string {
  return new Date(Date.UTC(2026, 4, 12, 12) + seconds * 1000).toISOString();
}

/** Lena's conversation with the shop bot, with what a test needs different. */
export function lenas(changes: Partial<Conversation> = {}): Conversation {
  return {
    id: idOf(1),
    channel: { id: idOf(100), kind: "telegram", name: "Shop bot" },
    contact: { id: idOf(200), name: "Lena Ortiz", username: "lena", avatarFileId: null },
    team: null,
    assignee: null,
    lastMessage: null,
    lastActivityAt: momentOf(0),
    unread: 0,
    unreplied: true,
    archivedAt: null,
    blockedByCustomer: false,
    answering: null,
    can: { reply: true, assign: true, archive: true },
    ...changes,
  };
}

/** A message of Lena's, with what a test needs different. */
export function said(number: number, seconds: number, changes: Partial<Message> = {}): Message {
  return {
    id: idOf(number),
    conversationId: idOf(1),
    direction: "inbound",
    content: { kind: "text", text: `Message ${number}`, entities: [] },
    author: null,
    sentAt: momentOf(seconds),
    editedAt: null,
    replyTo: null,
    reactions: [],
    state: "delivered",
    refusal: null,
    nextAttemptAt: null,
    ...changes,
  };
}

/** A file that is there, with what a test needs different. */
export function fileOf(changes: Partial<Attachment> = {}): Attachment {
  return {
    fileId: idOf(900),
    state: "stored",
    failure: null,
    name: null,
    type: null,
    bytes: 1_000,
    width: null,
    height: null,
    seconds: null,
    hasThumbnail: false,
    waveform: null,
    ...changes,
  };
}
