import type { Message } from "#contract/messages.ts";
import { wordsOf } from "#web/inbox/list/last-message-line.tsx";

const mostCharacters = 160;

/** A message in one line, as the one that answers it quotes it. */
export function quotedOf(message: Message): NonNullable<Message["replyTo"]> {
  const text = "text" in message.content ? message.content.text : "";
  const excerpt = text.replace(/\s+/gu, " ").trim().slice(0, mostCharacters);
  return { id: message.id, direction: message.direction, excerpt: wordsOf({ kind: message.content.kind, excerpt }) };
}
