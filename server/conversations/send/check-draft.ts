import type { ChannelCapabilities, ChannelKind } from "#contract/channels.ts";
import type { BodyOf } from "#contract/endpoint.ts";
import type { sendMessage } from "#contract/messages.ts";
import type { Adapter, OutboundMessage } from "#server/channels/adapter.ts";
import { voiceType } from "#server/media/judge-type.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** Whom a message is for, as far as it decides whether it can be sent. */
export interface Recipient {
  blocked_at: Date | null;
  archived_at: Date | null;
  last_message_at: Date | null;
  heard_at: Date | null;
  channel_kind: ChannelKind;
  removed_at: Date | null;
  forbids_late: boolean;
}

/** An uploaded file that waits to be sent. `bytes` is a bigint as text. */
export interface FileToSend {
  type: string | null;
  bytes: string | null;
}

type Draft = BodyOf<typeof sendMessage>;

/** As what a message is sent. */
export type SentKind = "text" | NonNullable<OutboundMessage["file"]>["kind"];

/**
 * Judges a draft by what its channel can carry and returns as what it is sent. Lengths count in UTF-16 code units, as the
 * Bot API counts them after parsing entities (https://core.telegram.org/bots/api#sendmessage). Every refusal names the field.
 */
export function checkDraft(
  draft: Draft,
  recipient: Recipient,
  file: FileToSend | undefined,
  quotable: boolean,
  adapter: Adapter | undefined,
): SentKind {
  if (recipient.removed_at || !adapter) {
    throw new Refusal(409, "channel_removed", "The channel of this conversation was removed.", {
      detail: "Connect the account again under Settings, Integrations; new messages of the customer arrive there.",
    });
  }
  if (recipient.blocked_at) {
    throw new Refusal(409, "blocked_by_customer", "The customer has blocked this account.", {
      detail: "Only the customer can change that: as soon as they write or unblock it, you can answer.",
    });
  }
  if (!quotable)
    throw fault("replyToMessageId", "reply_target_gone", "The message to reply to is not in this conversation.");
  if (draft.fileId === undefined && !draft.voice) return checkText(draft.text, adapter.capabilities);
  if (!file)
    throw fault("fileId", "file_refused", "This file is not yours to send, or was already sent. Upload it again.");
  return checkFile(draft, file, adapter.capabilities);
}

function checkText(text: string, { text: { maxLength } }: ChannelCapabilities): "text" {
  if (text.length === 0) throw fault("text", "text_empty", "Write something, or attach a file.");
  requireLength(text, maxLength, "A message");
  return "text";
}

function checkFile(
  { text, asDocument, voice }: Draft,
  { type, bytes }: FileToSend,
  capabilities: ChannelCapabilities,
): SentKind {
  if (voice) return checkVoice(text, type, Number(bytes), capabilities);
  if (text !== "" && capabilities.caption.maxLength === 0) {
    throw fault("text", "text_too_long", "A file on this channel carries no text. Send the text on its own.");
  }
  requireLength(text, capabilities.caption.maxLength, "The text of a file");
  const kind = asDocument ? "document" : kindOf(type, capabilities);
  const { maxBytes } = capabilities[kind] ?? capabilities.document;
  if (Number(bytes) <= maxBytes) return kind;
  const fitsAsDocument = kind !== "document" && Number(bytes) <= capabilities.document.maxBytes;
  throw tooLarge(kind, maxBytes, fitsAsDocument ? "Send it as a document." : "Send a smaller one.");
}

function checkVoice(text: string, type: string | null, bytes: number, { voice }: ChannelCapabilities): "voice" {
  if (!voice)
    throw fault("voice", "not_possible", "This channel carries no voice messages. Send the recording as a document.");
  if (text !== "") throw fault("text", "text_too_long", "A voice message carries no text. Send the text on its own.");
  if (type !== voiceType)
    throw fault("fileId", "file_refused", "This is no voice recording (Opus in Ogg). Send it as a document.");
  if (bytes > voice.maxBytes) throw tooLarge("voice message", voice.maxBytes, "Record a shorter one.");
  return "voice";
}

function kindOf(type: string | null, { video }: ChannelCapabilities): "photo" | "video" | "document" {
  if (isPhoto(type)) return "photo";
  return video && isFilm(type) ? "video" : "document";
}

function isPhoto(type: string | null): boolean {
  return type === "image/jpeg" || type === "image/png" || type === "image/webp";
}

function isFilm(type: string | null): boolean {
  return type === "video/mp4" || type === "video/3gpp";
}

function tooLarge(kind: string, maxBytes: number, remedy: string): Refusal {
  const size = `${Math.floor(maxBytes / 1_000_000)} MB`;
  return fault("fileId", "file_too_large", `A ${kind} on this channel has at most ${size}. ${remedy}`);
}

function requireLength(text: string, maxLength: number, what: string): void {
  if (text.length <= maxLength) return;
  const sentence = `${what} has at most ${maxLength} characters on this channel; this one has ${text.length}.`;
  throw fault("text", "text_too_long", `${sentence} Shorten it or send it in parts.`);
}

function fault(path: string, code: string, message: string): Refusal {
  return new Refusal(422, code, message, { fields: [{ path, message }] });
}
