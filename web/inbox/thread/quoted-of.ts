import type { Message } from "#contract/messages.ts";
import { excerptOfContent } from "#web/inbox/words-of.ts";

/** A message in one line, as the one that answers it quotes it. */
export function quotedOf({ id, direction, content }: Message): NonNullable<Message["replyTo"]> {
  return { id, direction, kind: content.kind, excerpt: excerptOfContent(content) };
}
