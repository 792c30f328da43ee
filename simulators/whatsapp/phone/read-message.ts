import { proto } from "baileys";
import { openMedia } from "../media/open-media.ts";
import type { Letter, LetterKind, LetterMedia, World } from "../state/world.ts";

const { REVOKE } = proto.Message.ProtocolMessage.Type;

/** What a phone shows of a message. */
export function contentOf(
  world: World,
  message: proto.IMessage,
): Pick<Letter, "kind" | "text" | "media" | "quotedId" | "viewOnce"> {
  const inner = unwrapped(message);
  return {
    kind: kindOf(inner),
    text: wordsOf(inner),
    media: mediaOf(world, inner),
    quotedId: contextOf(inner)?.stanzaId ?? undefined,
    viewOnce: inner !== message && isViewOnce(message),
  };
}

/** The words of a message: its text, its caption, or what it says about a place, a person or a poll. */
export function wordsOf(message: proto.IMessage): string {
  const inner = unwrapped(message);
  const { locationMessage: place, contactMessage: contact } = inner;
  return (
    inner.conversation ??
    inner.extendedTextMessage?.text ??
    inner.imageMessage?.caption ??
    inner.videoMessage?.caption ??
    inner.documentMessage?.caption ??
    pollOf(inner)?.name ??
    contact?.displayName ??
    (place ? (place.name ?? `${place.degreesLatitude}, ${place.degreesLongitude}`) : "")
  );
}

/** Whether it takes a message back. */
export function isRevocation(message: proto.Message.IProtocolMessage): boolean {
  return message.type === REVOKE;
}

/** The kind of a message, as the `type` of its stanza tells the server. */
export function stanzaTypeOf(message: proto.IMessage): string {
  const inner = unwrapped(message);
  if (inner.reactionMessage) return "reaction";
  if (pollOf(inner)) return "poll";
  return ["text", "other"].includes(kindOf(inner)) ? "text" : "media";
}

function kindOf(inner: proto.IMessage): LetterKind {
  if (inner.audioMessage) return inner.audioMessage.ptt ? "voice" : "audio";
  if (inner.imageMessage) return "image";
  if (inner.videoMessage) return "video";
  if (inner.documentMessage) return "document";
  if (inner.stickerMessage) return "sticker";
  if (inner.locationMessage || inner.liveLocationMessage) return "location";
  if (inner.contactMessage || inner.contactsArrayMessage) return "contact";
  if (pollOf(inner)) return "poll";
  return inner.conversation || inner.extendedTextMessage ? "text" : "other";
}

function pollOf(inner: proto.IMessage) {
  return inner.pollCreationMessage ?? inner.pollCreationMessageV2 ?? inner.pollCreationMessageV3;
}

/** The message in its envelopes. */
function unwrapped(message: proto.IMessage): proto.IMessage {
  const inner =
    message.ephemeralMessage?.message ??
    message.viewOnceMessage?.message ??
    message.viewOnceMessageV2?.message ??
    message.viewOnceMessageV2Extension?.message ??
    message.documentWithCaptionMessage?.message ??
    message.editedMessage?.message;
  return inner ? unwrapped(inner) : message;
}

function isViewOnce(message: proto.IMessage): boolean {
  return Boolean(message.viewOnceMessage ?? message.viewOnceMessageV2 ?? message.viewOnceMessageV2Extension);
}

/** A phone shows a message without its file when the file cannot be had. */
function mediaOf(world: World, inner: proto.IMessage): LetterMedia | undefined {
  try {
    const media = openMedia(world.media, inner);
    return media && { bytes: media.bytes, mimeType: media.mimeType, name: media.name };
  } catch {
    const { mimetype, fileName } = { mimetype: null, fileName: null, ...carrier(inner) };
    return { bytes: undefined, mimeType: mimetype ?? "application/octet-stream", name: fileName ?? undefined };
  }
}

function carrier(inner: proto.IMessage) {
  return (
    inner.documentMessage ?? inner.imageMessage ?? inner.videoMessage ?? inner.audioMessage ?? inner.stickerMessage
  );
}

function contextOf(inner: proto.IMessage): proto.IContextInfo | null | undefined {
  return (
    inner.extendedTextMessage?.contextInfo ??
    inner.imageMessage?.contextInfo ??
    inner.videoMessage?.contextInfo ??
    inner.documentMessage?.contextInfo ??
    inner.audioMessage?.contextInfo ??
    inner.stickerMessage?.contextInfo ??
    inner.locationMessage?.contextInfo ??
    inner.contactMessage?.contextInfo
  );
}
