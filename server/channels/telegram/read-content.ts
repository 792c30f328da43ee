import { z } from "zod";
import { readEntities } from "#server/channels/telegram/read-entities.ts";
import type { InboundContent, InboundFile } from "#server/conversations/inbound.ts";

const whole = z.number().int().min(0).nullable().catch(null).default(null);
const words = z.string().nullable().catch(null).default(null);
const file = z.object({
  file_id: z.string().min(1),
  file_size: whole,
  file_name: words,
  mime_type: words,
  width: whole,
  height: whole,
  duration: whole,
});
type TelegramFile = z.output<typeof file>;

const photoSizes = z.array(file).min(1);
const sticker = file.extend({
  emoji: words,
  is_animated: z.boolean().catch(false).default(false),
  is_video: z.boolean().catch(false).default(false),
});

/** What a message may hold that Wokfow does not show, by the field that says so, in words for people. */
const unsupported: Readonly<Record<string, string>> = {
  video: "video",
  video_note: "video message",
  audio: "audio file",
  location: "location",
  venue: "place",
  contact: "contact",
  poll: "poll",
  dice: "dice",
  game: "game",
  story: "story",
  paid_media: "paid media",
  invoice: "invoice",
  successful_payment: "payment",
  checklist: "checklist",
  gift: "gift",
  giveaway: "giveaway",
  web_app_data: "data of a mini app",
  users_shared: "shared users",
  chat_shared: "shared chat",
  pinned_message: "pinned message",
};

/** Reads what a message holds; null when a field has a form that Telegram does not document. */
export function readContent(message: Readonly<Record<string, unknown>>): InboundContent | null {
  if ("text" in message) return readText(message);
  if ("photo" in message) return readPhoto(message);
  if ("document" in message) return readFile("document", message);
  if ("voice" in message) return readFile("voice", message);
  if ("sticker" in message) return readSticker(message);
  const known = Object.keys(unsupported).find((field) => field in message);
  return { kind: "unsupported", what: (known && unsupported[known]) || "message" };
}

function readText({ text, entities }: Readonly<Record<string, unknown>>): InboundContent | null {
  if (typeof text !== "string") return null;
  // A link t.me/bot?start=parameter makes the phone send this text: core.telegram.org/bots/features#deep-linking
  const start = /^\/start(?:@\w+)?(?:\s+(\S.*))?\s*$/s.exec(text);
  if (start) return { kind: "start", parameter: start[1]?.trim() ?? null };
  return { kind: "text", text, entities: readEntities(entities, text) };
}

function readPhoto(message: Readonly<Record<string, unknown>>): InboundContent | null {
  const sizes = photoSizes.safeParse(message.photo);
  if (!sizes.success) return null;
  const largest = sizes.data.reduce((best, size) => (area(size) >= area(best) ? size : best));
  return { kind: "photo", ...captionOf(message), file: { ...fileOf(largest), type: "image/jpeg" }, viewOnce: false };
}

function readFile(kind: "document" | "voice", message: Readonly<Record<string, unknown>>): InboundContent | null {
  const parsed = file.safeParse(message[kind]);
  return parsed.success ? { kind, ...captionOf(message), file: fileOf(parsed.data), viewOnce: false } : null;
}

function readSticker(message: Readonly<Record<string, unknown>>): InboundContent | null {
  const parsed = sticker.safeParse(message.sticker);
  if (!parsed.success) return null;
  const { emoji, is_animated: animated, is_video: video } = parsed.data;
  const type = animated ? "application/x-tgsticker" : video ? "video/webm" : "image/webp";
  return { kind: "sticker", emoji, file: { ...fileOf(parsed.data), type } };
}

function captionOf({ caption, caption_entities: entities }: Readonly<Record<string, unknown>>) {
  const text = typeof caption === "string" ? caption : "";
  return { text, entities: readEntities(entities, text) };
}

function fileOf(given: TelegramFile): InboundFile {
  return {
    source: { fileId: given.file_id },
    name: given.file_name,
    type: given.mime_type,
    bytes: given.file_size,
    width: given.width,
    height: given.height,
    seconds: given.duration,
    waveform: null,
  };
}

function area({ width, height }: TelegramFile): number {
  return (width ?? 0) * (height ?? 0);
}
