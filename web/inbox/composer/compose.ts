import type { ChannelCapabilities } from "#contract/channels.ts";
import type { UploadedFile } from "#contract/files.ts";
import type { Draft } from "#web/inbox/composer/drafts.ts";

/** One message that a draft becomes. */
export interface Composed {
  readonly text: string;
  readonly file: UploadedFile | null;
  readonly replyTo: Draft["replyTo"];
  /** It is larger than what this channel shows as a picture or film, and goes out as a document. */
  readonly asDocument: boolean;
  readonly voice: null;
  readonly note: null;
}

type Limits = Pick<ChannelCapabilities, "text" | "caption" | "photo" | "video">;

/**
 * The messages that a draft becomes, in order: each file is one, the first carries the text when it fits under a file, else
 * the text follows as a message of its own. The first message is the one that answers the quoted one.
 */
export function composed(draft: Draft, limits: Limits): Composed[] {
  const text = draft.text.trim();
  const captioned = draft.files.length > 0 && text.length <= limits.caption.maxLength;
  const messages = draft.files.map((file, at) => ({
    file,
    text: captioned && at === 0 ? text : "",
    asDocument: isTooLargeToShow(file, limits),
  }));
  const all = text && !captioned ? [...messages, { file: null, text, asDocument: false }] : messages;
  return all.map((one, at) => ({ ...one, replyTo: at === 0 ? draft.replyTo : null, voice: null, note: null }));
}

/** Whether a picture or film is larger than the channel shows, so that it goes out as a document. */
export function isTooLargeToShow(
  { type, bytes }: UploadedFile,
  { photo, video }: Pick<Limits, "photo" | "video">,
): boolean {
  if (type.startsWith("image/")) return bytes > photo.maxBytes;
  return type.startsWith("video/") && video !== null && bytes > video.maxBytes;
}

/** How much of the channel's limit is left, negative when there is too much; null while the limit is far. */
export function lettersLeft(text: string, limits: Pick<Limits, "text">): number | null {
  const left = limits.text.maxLength - text.trim().length;
  return left <= Math.max(100, limits.text.maxLength / 10) ? left : null;
}

/** What is being written, and what comes back to it. */
export function joined(written: string, back: string): string {
  return [written.trim(), back].filter((text) => text !== "").join("\n");
}

/** A key for one message, never used twice. (`crypto.randomUUID` is missing on plain http, which a local network may use.) */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
