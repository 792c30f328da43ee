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
  title: words,
  width: whole,
  height: whole,
  /** A video message is round, so it has one length for both. */
  length: whole,
  duration: whole,
});
type TelegramFile = z.output<typeof file>;

const photoSizes = z.array(file).min(1);
const sticker = file.extend({
  emoji: words,
  is_animated: z.boolean().catch(false).default(false),
  is_video: z.boolean().catch(false).default(false),
});

const place = z.object({
  location: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  title: words,
  address: words,
});
const contact = z.object({ phone_number: z.string(), first_name: words, last_name: words });

type FileKind = "video" | "audio" | "voice" | "document";

/** The fields that hold a file, and what it is to us. */
const files: readonly (readonly [field: string, kind: FileKind])[] = [
  ["animation", "video"],
  ["video", "video"],
  ["video_note", "video"],
  ["audio", "audio"],
  ["voice", "voice"],
  ["document", "document"],
];

/** What a message may hold that Wokfow does not show, by the field that says so, in words for people. */
const unsupported: Readonly<Record<string, string>> = {
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
  // An animation comes as a document as well, and a venue as a location: core.telegram.org/bots/api#message
  for (const [field, kind] of files) if (field in message) return readFile(kind, field, message);
  if ("sticker" in message) return readSticker(message);
  if ("venue" in message) return readPlace(message.venue);
  if ("location" in message) return readPlace({ location: message.location });
  if ("contact" in message) return readContact(message.contact);
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

function readFile(kind: FileKind, field: string, message: Readonly<Record<string, unknown>>): InboundContent | null {
  const parsed = file.safeParse(message[field]);
  return parsed.success ? { kind, ...captionOf(message), file: fileOf(parsed.data), viewOnce: false } : null;
}

function readSticker(message: Readonly<Record<string, unknown>>): InboundContent | null {
  const parsed = sticker.safeParse(message.sticker);
  if (!parsed.success) return null;
  const { emoji, is_animated: animated, is_video: video } = parsed.data;
  const type = animated ? "application/x-tgsticker" : video ? "video/webm" : "image/webp";
  return { kind: "sticker", emoji, file: { ...fileOf(parsed.data), type } };
}

function readPlace(given: unknown): InboundContent | null {
  const parsed = place.safeParse(given);
  if (!parsed.success) return null;
  const { location, title, address } = parsed.data;
  return { kind: "location", ...location, name: title || null, address: address || null };
}

function readContact(given: unknown): InboundContent | null {
  const parsed = contact.safeParse(given);
  if (!parsed.success) return null;
  const { first_name: first, last_name: last, phone_number: phone } = parsed.data;
  const name = [first, last].filter(Boolean).join(" ") || phone;
  return { kind: "contacts", contacts: [{ name, phones: [phone] }] };
}

function captionOf({ caption, caption_entities: entities }: Readonly<Record<string, unknown>>) {
  const text = typeof caption === "string" ? caption : "";
  return { text, entities: readEntities(entities, text) };
}

function fileOf(given: TelegramFile): InboundFile {
  return {
    source: { fileId: given.file_id },
    name: given.file_name ?? given.title,
    type: given.mime_type,
    bytes: given.file_size,
    width: given.width ?? given.length,
    height: given.height ?? given.length,
    seconds: given.duration,
    waveform: null,
  };
}

function area({ width, height }: TelegramFile): number {
  return (width ?? 0) * (height ?? 0);
}
