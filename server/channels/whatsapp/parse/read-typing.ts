import { chatOf } from "#server/channels/whatsapp/parse/read-addresses.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";

/** Reads that somebody writes or records, or has stopped (`paused`). Null for groups. */
export function readTyping(from: string, state: string): InboundUpdate | null {
  const chat = chatOf(from, undefined);
  return chat && { kind: "typing", chatId: chat.chatId, isTyping: state === "composing" || state === "recording" };
}
