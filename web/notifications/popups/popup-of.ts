import type { Alert } from "#contract/alerts.ts";
import type { LiveEvent } from "#contract/live.ts";
import { counted } from "#web/design/format-number.ts";
import { excerptOfContent, wordsOf } from "#web/inbox/words-of.ts";
import { notificationSentence } from "#web/notifications/notification-sentence.ts";

/** What the computer shows of an event. `conversationId` null: it is about a channel, and leads to the integrations. */
export interface Popup {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly conversationId: string | null;
}

/** What of a live event is worth showing outside of the page: what concerns this member, what their own customers write, and channels. */
export function popupOf(event: LiveEvent, me: string): Popup | null {
  if (event.kind === "notification") {
    const { id, excerpt, conversation } = event.notification;
    const title = notificationSentence(event.notification);
    return { id, title, body: excerpt ?? conversation.channel.name, conversationId: conversation.id };
  }
  if (event.kind === "alert") return popupOfAlert(event.alert);
  if (event.kind !== "message" || !event.isNew || event.message.direction !== "inbound") return null;
  const { message, conversation } = event;
  if (conversation.assignee?.memberId !== me) return null;
  const body = wordsOf({ kind: message.content.kind, excerpt: excerptOfContent(message.content) });
  return { id: message.id, title: conversation.contact.name, body, conversationId: conversation.id };
}

function popupOfAlert({ id, channel, endedAt, outages, lateMessages }: Alert): Popup {
  const isOver = endedAt !== null;
  const gone = outages > 1 ? `${channel.name} goes up and down` : `${channel.name} is offline`;
  const late = lateMessages === 0 ? "Nothing came in late." : `${counted(lateMessages, "message")} came in late.`;
  return {
    // Each tab rings once for an id, and this is worth it twice.
    id: isOver ? `${id} over` : id,
    title: isOver ? `${channel.name} is back` : gone,
    body: isOver ? late : "Wokfow goes on trying. Open Integrations to see why and what mends it.",
    conversationId: null,
  };
}
