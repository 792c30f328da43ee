import type { BinaryNode } from "baileys";
import { chatOf } from "#server/channels/whatsapp/parse/read-addresses.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";

/**
 * Reads that somebody writes, records (`<composing media="audio"/>`) or has stopped (`paused`), from what a chat state holds. Null for
 * groups.
 */
export function readTyping(from: string, { tag, attrs }: BinaryNode): InboundUpdate | null {
  const chat = chatOf(from, undefined);
  const isTyping = tag === "composing";
  return chat && { kind: "typing", chatId: chat.chatId, isTyping, isRecording: isTyping && attrs.media === "audio" };
}
