import type { Context } from "#server/context.ts";
import { type Chat, findChat } from "#server/conversations/find-chat.ts";
import { abilityOf, type LineParts, openLine } from "#server/conversations/line-parts.ts";
import { findGuard } from "#server/guards/find-guard.ts";

/** Shows a customer that somebody writes to them. */
export type TypingShower = (context: Context, conversationId: string) => Promise<void>;

interface Shown {
  readonly at: number;
  readonly end: NodeJS.Timeout;
}

const pauseMilliseconds = 4_000;
const shownMilliseconds = 10_000;
const patienceMilliseconds = 5_000;

/**
 * Makes what shows a customer that somebody writes: at most every 4 s for each chat, and no longer once that has not been said for 10 s.
 * Nothing waits for it, and nobody is told when it fails: it is worth nothing a moment later. Refused `not_found`.
 */
export function typingShower(parts: LineParts): TypingShower {
  const shown = new Map<string, Shown>();
  return async (context, conversationId) => {
    const chat = await findChat(context, conversationId);
    const now = context.clock.now().getTime();
    const last = shown.get(conversationId);
    if (last && last.at > now - pauseMilliseconds) return;
    clearTimeout(last?.end);
    const show = (isTyping: boolean) => void showQuietly(context, parts, { ...chat, conversationId }, isTyping);
    const end = setTimeout(() => {
      shown.delete(conversationId);
      show(false);
    }, shownMilliseconds);
    shown.set(conversationId, { at: now, end: end.unref() });
    show(true);
  };
}

async function showQuietly(
  context: Context,
  parts: LineParts,
  { conversationId, ...chat }: Chat & { readonly conversationId: string },
  isTyping: boolean,
): Promise<void> {
  const showTyping = abilityOf(parts, chat, "showTyping");
  if (!showTyping) return;
  try {
    if (await findGuard(context, conversationId)) return;
    const connection = await openLine(context, parts, chat.channelId);
    const signal = AbortSignal.timeout(patienceMilliseconds);
    if (connection) await showTyping(connection, chat.chatId, isTyping, signal);
  } catch {
    // Courtesy only: the customer reads the message when it comes.
  }
}
