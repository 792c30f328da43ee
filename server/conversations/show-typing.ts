import type { Context } from "#server/context.ts";
import { type Chat, findChat } from "#server/conversations/find-chat.ts";
import { abilityOf, type LineParts, openLine } from "#server/conversations/line-parts.ts";

const pauseMilliseconds = 4_000;
const patienceMilliseconds = 5_000;
const mostRemembered = 1_000;

/** Shows customers that somebody writes to them. */
export type TypingShower = (context: Context, conversationId: string) => Promise<void>;

/**
 * Makes what shows a customer for some seconds that somebody writes, at most every 4 s for each chat. Nothing waits for it, and nobody
 * is told when it fails: it is worth nothing a moment later. Refused `not_found`.
 */
export function typingShower(parts: LineParts): TypingShower {
  const shown = new Map<string, number>();
  return async (context, conversationId) => {
    const chat = await findChat(context, conversationId);
    const now = context.clock.now().getTime();
    if ((shown.get(conversationId) ?? 0) > now - pauseMilliseconds) return;
    if (shown.size >= mostRemembered) shown.clear();
    shown.set(conversationId, now);
    show(context, parts, chat).catch(() => undefined);
  };
}

async function show(context: Context, parts: LineParts, chat: Chat): Promise<void> {
  const showTyping = abilityOf(parts, chat, "showTyping");
  const connection = showTyping && (await openLine(context, parts, chat.channelId));
  if (connection) await showTyping(connection, chat.chatId, true, AbortSignal.timeout(patienceMilliseconds));
}
