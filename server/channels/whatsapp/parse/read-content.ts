import type { proto } from "baileys";
import { clip } from "#server/channels/whatsapp/parse/clip.ts";
import { type CarriedBy, type MediaKind, readFile } from "#server/channels/whatsapp/parse/read-file.ts";
import { mostCharacters, readMarkup } from "#server/channels/whatsapp/parse/read-markup.ts";
import { readVcard } from "#server/channels/whatsapp/parse/read-vcard.ts";
import { unsupported } from "#server/channels/whatsapp/parse/unsupported.ts";
import type { InboundContent } from "#server/conversations/inbound.ts";

const mostOfPlace = 1_000;

/** What a message holds, out of its wrappers. */
export interface HeldMessage {
  readonly message: proto.IMessage;
  readonly viewOnce: boolean;
}

/**
 * Reads what a message says; null when it says nothing to people, such as a vote or a key. A file without a key is read as its
 * caption: so the caption of an edited message comes.
 */
export function readContent(held: HeldMessage, by: CarriedBy): InboundContent | null {
  const { message } = held;
  return (
    readText(message) ??
    readMedia(held, by) ??
    readPlace(message) ??
    readContacts(message) ??
    readForm(message) ??
    readOther(message)
  );
}

function readText({ conversation, extendedTextMessage }: proto.IMessage): InboundContent | null {
  const text = conversation || extendedTextMessage?.text;
  return text ? textContent(text) : null;
}

function textContent(written: string): InboundContent {
  return { kind: "text", ...readMarkup(written) };
}

function readMedia({ message, viewOnce }: HeldMessage, by: CarriedBy): InboundContent | null {
  const { imageMessage, videoMessage, ptvMessage, audioMessage, documentMessage, stickerMessage } = message;
  const video = videoMessage ?? ptvMessage;
  if (imageMessage) return media("photo", "image", imageMessage, viewOnce, by);
  if (video) return media("video", "video", video, viewOnce, by);
  if (audioMessage) return media(audioMessage.ptt ? "voice" : "audio", "audio", audioMessage, viewOnce, by);
  if (documentMessage) return media("document", "document", documentMessage, false, by);
  const sticker = stickerMessage ?? message.lottieStickerMessage?.message?.stickerMessage;
  if (!sticker) return null;
  const file = readFile("sticker", sticker, by);
  return file ? { kind: "sticker", emoji: null, file } : { kind: "unsupported", what: "sticker" };
}

function media(
  kind: "photo" | "video" | "voice" | "audio" | "document",
  sealedAs: MediaKind,
  given: Parameters<typeof readFile>[1] & { caption?: string | null; viewOnce?: boolean | null },
  viewOnce: boolean,
  by: CarriedBy,
): InboundContent {
  const file = readFile(sealedAs, given, by);
  const caption = readMarkup(given.caption ?? "");
  if (file) return { kind, ...caption, file, viewOnce: viewOnce || given.viewOnce === true };
  return caption.text ? { kind: "text", ...caption } : { kind: "unsupported", what: `${kind} without a file` };
}

function readPlace({ locationMessage, liveLocationMessage }: proto.IMessage): InboundContent | null {
  const place = locationMessage ?? liveLocationMessage;
  if (!place) return null;
  const { degreesLatitude: latitude, degreesLongitude: longitude } = place;
  if (!isDegrees(latitude, 90) || !isDegrees(longitude, 180)) return { kind: "unsupported", what: "location" };
  const name = locationMessage?.name || liveLocationMessage?.caption || (liveLocationMessage ? "Live location" : "");
  const address = clip(locationMessage?.address ?? "", mostOfPlace) || null;
  return { kind: "location", latitude, longitude, name: clip(name, mostOfPlace) || null, address };
}

function isDegrees(value: number | null | undefined, most: number): value is number {
  return typeof value === "number" && Math.abs(value) <= most;
}

function readContacts({ contactMessage, contactsArrayMessage }: proto.IMessage): InboundContent | null {
  const cards = contactMessage ? [contactMessage] : contactsArrayMessage?.contacts;
  if (!cards) return null;
  return {
    kind: "contacts",
    contacts: cards.slice(0, 100).map((card) => readVcard(card.vcard ?? "", card.displayName ?? "")),
  };
}

/** Polls, what programs of companies send, and what people choose in it: as the text that it shows. */
function readForm(message: proto.IMessage): InboundContent | null {
  const poll = pollOf(message);
  if (poll)
    return textOf([
      `Poll: ${poll.name ?? ""}`,
      ...(poll.options ?? []).map(({ optionName }) => `• ${optionName ?? ""}`),
    ]);
  const { buttonsResponseMessage: button, listResponseMessage: row, templateButtonReplyMessage: template } = message;
  const chosen =
    button?.selectedDisplayText ||
    row?.title ||
    template?.selectedDisplayText ||
    message.interactiveResponseMessage?.body?.text;
  return chosen ? textOf([chosen]) : readOffer(message);
}

function pollOf(message: proto.IMessage): proto.Message.IPollCreationMessage | null | undefined {
  const {
    pollCreationMessage,
    pollCreationMessageV2,
    pollCreationMessageV3,
    pollCreationMessageV4,
    pollCreationMessageV5,
  } = message;
  const wrapped = pollCreationMessageV4?.message;
  return (
    pollCreationMessage ??
    pollCreationMessageV2 ??
    pollCreationMessageV3 ??
    wrapped?.pollCreationMessage ??
    wrapped?.pollCreationMessageV3 ??
    pollCreationMessageV5
  );
}

function readOffer({
  buttonsMessage,
  listMessage,
  templateMessage,
  interactiveMessage,
}: proto.IMessage): InboundContent | null {
  const template = templateMessage?.hydratedTemplate ?? templateMessage?.hydratedFourRowTemplate;
  const interactive = interactiveMessage ?? templateMessage?.interactiveMessageTemplate;
  const lines = [
    buttonsMessage?.text || buttonsMessage?.contentText,
    listMessage?.title,
    listMessage?.description,
    template?.hydratedTitleText,
    template?.hydratedContentText,
    interactive?.header?.title,
    interactive?.body?.text,
  ];
  const said = lines.filter((line) => typeof line === "string" && line !== "");
  return said.length > 0 ? textOf(said) : null;
}

function textOf(lines: readonly (string | null | undefined)[]): InboundContent {
  return { kind: "text", text: clip(lines.join("\n"), mostCharacters), entities: [] };
}

function readOther(message: proto.IMessage): InboundContent | null {
  const held = new Set<string>(
    Object.entries(message).flatMap(([field, value]) => (value === null || value === undefined ? [] : field)),
  );
  const [field] = [...held].filter((name) => name !== "messageContextInfo" && name !== "senderKeyDistributionMessage");
  if (field === undefined) return null;
  const what = unsupported[field];
  if (what === null) return null;
  return { kind: "unsupported", what: what ?? "message of a new kind" };
}
