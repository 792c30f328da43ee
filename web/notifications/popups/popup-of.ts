import type { LiveEvent } from "#contract/live.ts";
import { excerptOfContent, wordsOf } from "#web/inbox/words-of.ts";
import { notificationSentence } from "#web/notifications/notification-sentence.ts";

/** What the computer shows of an event. */
export interface Popup {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly conversationId: string;
}

/** What of a live event is worth showing outside of the page: what concerns this member, and what their own customers write. */
export function popupOf(event: LiveEvent, me: string): Popup | null {
  if (event.kind === "notification") {
    const { id, excerpt, conversation } = event.notification;
    const title = notificationSentence(event.notification);
    return { id, title, body: excerpt ?? conversation.channel.name, conversationId: conversation.id };
  }
  if (event.kind !== "message" || !event.isNew || event.message.direction !== "inbound") return null;
  const { message, conversation } = event;
  if (conversation.assignee?.memberId !== me) return null;
  const body = wordsOf({ kind: message.content.kind, excerpt: excerptOfContent(message.content) });
  return { id: message.id, title: conversation.contact.name, body, conversationId: conversation.id };
}
