import type { proto } from "baileys";
import { clip } from "#server/channels/whatsapp/parse/clip.ts";

/** The id of the message that another one answers; every kind of message may say it, each in its own field. */
export function readAnswered(message: proto.IMessage): string | null {
  for (const part of Object.values(message)) {
    const context: unknown =
      typeof part === "object" && part !== null && "contextInfo" in part ? part.contextInfo : null;
    const answered = typeof context === "object" && context !== null && "stanzaId" in context ? context.stanzaId : null;
    if (typeof answered === "string" && answered !== "") return clip(answered, 200);
  }
  return null;
}
