/** What can be carried as an encrypted file. A voice message is an audio message that a phone shows as spoken. */
export type MediaKind = "image" | "video" | "voice" | "audio" | "document" | "sticker";

/** The word that separates the keys of the kinds from each other: stickers travel as images, voices as audio. */
export const KEY_WORDS: Readonly<Record<MediaKind, string>> = {
  image: "Image",
  video: "Video",
  voice: "Audio",
  audio: "Audio",
  document: "Document",
  sticker: "Image",
};
