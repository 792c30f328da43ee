import { z } from "zod";
import { words } from "#server/channels/messenger/receive/event.ts";
import { linkOf } from "#server/channels/messenger/receive/read-links.ts";
import type { InboundContent, InboundFile } from "#server/conversations/inbound.ts";

/** As many parts of one message are read. Phones let people choose fewer pictures at a time. */
export const mostParts = 30;

const coordinates = z.object({ lat: z.number().min(-90).max(90), long: z.number().min(-180).max(180) });
const attachment = z.looseObject({
  type: z.string().max(100),
  title: words,
  url: words,
  payload: z
    .looseObject({
      url: words,
      title: words,
      sticker_id: z.union([z.string(), z.number()]).optional().catch(undefined),
    })
    .nullable()
    .catch(null)
    .default(null),
});

/** Something that is attached to a message. */
export type Attachment = z.output<typeof attachment>;

/** What a message says, as far as it matters here. */
interface Said {
  readonly mid: string;
  readonly text: string | null;
  readonly attachments: readonly unknown[];
}

/** Whoever answers with a thumb sends one of these, in three sizes. */
const thumbs: ReadonlySet<string> = new Set(["369239263222822", "369239343222814", "369239383222810"]);

/** In words for people, what is attached and cannot be shown. */
const unsupported: Readonly<Record<string, string>> = {
  appointment_booking: "appointment",
  story_mention: "mention in a story",
  story: "story",
  template: "template",
  fallback: "something shared that Facebook does not hand over",
};

/** Reads what a message says into one content for each of its parts, and at least one. */
export function readContents({ mid, text, attachments }: Said): InboundContent[] {
  const read = attachments.map((given) => attachment.safeParse(given).data ?? null);
  const once = read.filter((one, index) => !isStickerAgain(read, one, index));
  const links = once.flatMap((one) => (one ? (linkOf(one, text) ?? []) : []));
  const rest = once.filter((one) => !one || linkOf(one, text) === null);
  const files = { mid, count: 0 };
  const contents = rest.map((one) => (one ? contentOf(one, files) : unreadable));
  return withWords([text, ...links].filter(Boolean).join("\n"), capped(contents));
}

/** While Meta changes the type of stickers it sends both, the new one and a picture. */
function isStickerAgain(all: readonly (Attachment | null)[], one: Attachment | null, index: number): boolean {
  const id = stickerOf(one);
  return id !== null && all.findIndex((other) => stickerOf(other) === id) < index;
}

function stickerOf(one: Attachment | null): string | null {
  const id = one?.payload?.sticker_id;
  return id === undefined ? null : String(id);
}

function contentOf(given: Attachment, files: { mid: string; count: number }): InboundContent {
  const { type, title, payload } = given;
  if (type === "location") return placeOf(title, payload?.coordinates);
  const url = payload?.url;
  const what = unsupported[type] ?? `attachment of the kind “${type}”`;
  if (!url || !isFile(type)) return { kind: "unsupported", what: isFile(type) ? `${type} without an address` : what };
  const sticker = stickerOf(given);
  const name = nameWithin(url);
  const file: InboundFile = { ...unknownFile, source: { url, mid: files.mid, place: files.count }, name };
  files.count += 1;
  if (type === "sticker" || sticker !== null)
    return { kind: "sticker", emoji: thumbs.has(sticker ?? "") ? "👍" : null, file };
  const kind = kindOf(type, name);
  return { kind, text: "", entities: [], file: kind === "document" ? file : { ...file, name: null }, viewOnce: false };
}

const unreadable: InboundContent = { kind: "unsupported", what: "attachment that cannot be read" };

const unknownFile = { type: null, bytes: null, width: null, height: null, seconds: null, waveform: null };

function isFile(type: string): boolean {
  return ["image", "video", "audio", "file", "sticker"].includes(type);
}

/** What people speak into Messenger has this name. */
function kindOf(type: string, name: string | null): "photo" | "video" | "voice" | "audio" | "document" {
  if (type === "image") return "photo";
  if (type === "video") return "video";
  if (type === "audio") return name?.startsWith("audioclip") ? "voice" : "audio";
  return "document";
}

function nameWithin(url: string): string | null {
  try {
    return decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "").slice(0, 200) || null;
  } catch {
    return null;
  }
}

function placeOf(title: string | null, given: unknown): InboundContent {
  const parsed = coordinates.safeParse(given);
  if (!parsed.success) return { kind: "unsupported", what: "place" };
  const { lat: latitude, long: longitude } = parsed.data;
  return { kind: "location", latitude, longitude, name: title, address: null };
}

function capped(contents: readonly InboundContent[]): readonly InboundContent[] {
  if (contents.length <= mostParts) return contents;
  const more = contents.length - mostParts + 1;
  return [...contents.slice(0, mostParts - 1), { kind: "unsupported", what: `${more} more attachments` }];
}

/** Words are the caption of the first file that can have one, or else a part of their own, before all others. */
function withWords(text: string, contents: readonly InboundContent[]): InboundContent[] {
  if (text === "") return contents.length > 0 ? [...contents] : [{ kind: "unsupported", what: "message" }];
  const [first, ...others] = contents;
  if (first && "viewOnce" in first) return [{ ...first, text }, ...others];
  return [{ kind: "text", text, entities: [] }, ...contents];
}
