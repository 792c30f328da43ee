import type { InboundUpdate } from "#server/conversations/inbound.ts";

type Message = Extract<InboundUpdate, { kind: "message" }>;
type Edit = Extract<InboundUpdate, { kind: "edit" }>;

/** A customer who writes to a channel: makes updates as an adapter would hand them over. */
export interface Writer {
  readonly chatId: string;
  /** A text, the next in the chat unless its `sequence` is given. */
  text(text: string, changes?: Partial<Message>): Message;
  /** An edit of a message that was made before. */
  edit(message: Message, text: string, editedAt: Date): Edit;
}

/** A customer by their number. Messages are written a minute apart, from `start` on. */
export function writer(number: number, name = `Customer ${number}`, start = new Date("2026-11-20T10:00:00Z")): Writer {
  const chatId = String(number);
  const sender = { externalId: chatId, name, username: `customer_${number}`, phone: null, language: "de" };
  let count = 0;
  return {
    chatId,
    text(text, changes = {}) {
      const sequence = changes.sequence ?? ++count;
      return {
        kind: "message",
        direction: "inbound",
        externalId: `${chatId}:${sequence}`,
        sequence,
        chatId,
        sender,
        sentAt: new Date(start.getTime() + sequence * 60_000),
        content: { kind: "text", text, entities: [] },
        replyToExternalId: null,
        raw: null,
        ...changes,
      };
    },
    edit: (message, text, editedAt) => ({
      ...message,
      kind: "edit",
      editedAt,
      content: { kind: "text", text, entities: [] },
    }),
  };
}
