import { excerptOf, isClock } from "#contract/excerpt.ts";
import type { ContentKind, MessageContent } from "#contract/message-content.ts";

/** The most characters of a message that stand for it in one line. */
const mostCharacters = 160;

const kindNames: Readonly<Record<ContentKind, string>> = {
  text: "",
  photo: "Photo",
  video: "Video",
  document: "Document",
  voice: "Voice message",
  audio: "Audio",
  sticker: "Sticker",
  location: "Location",
  contacts: "Contact",
  start: "Started the chat",
  button: "Pressed a button",
  referral: "Came by a link or an ad",
  undecryptable: "Waiting for this message",
  removed: "This message was deleted",
  unsupported: "Something that cannot be shown here",
};

/** A message in one line: what was said, or the name of what was sent, with what is known of it. */
export function wordsOf({ kind, excerpt }: { readonly kind: ContentKind; readonly excerpt: string }): string {
  if (!excerpt) return kindNames[kind];
  if (kind === "location" || kind === "contacts") return `${kindNames[kind]}: ${excerpt}`;
  if (kind === "button") return `Pressed “${excerpt}”`;
  if (kind === "referral") return `Came by the ad “${excerpt}”`;
  if ((kind === "voice" || kind === "audio") && isClock(excerpt)) return `${kindNames[kind]} ${excerpt}`;
  return excerpt;
}

/** What a message says beyond its kind, in one line. */
export function excerptOfContent(content: MessageContent): string {
  const seconds = "attachment" in content ? content.attachment.seconds : null;
  const line = excerptOf(content, seconds).slice(0, 2_000).replace(/\s+/gu, " ").trim();
  return line.slice(0, mostCharacters);
}
