import { z } from "zod";
import { id } from "#contract/values.ts";

/**
 * A stretch of formatted text: `offset` and `length` in UTF-16 code units. `url` only for links, `memberId` only for mentions, which
 * only notes have.
 */
export const textEntity = z.object({
  kind: z.enum([
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "preformatted",
    "quote",
    "link",
    "mention",
  ]),
  offset: z.number().int().min(0),
  length: z.number().int().min(1),
  url: z.string().optional(),
  memberId: id.optional(),
});

/** A stretch of formatted text. */
export type TextEntity = z.output<typeof textEntity>;

/**
 * A file that belongs to a message. `state` is `fetching` until the file store has it, `failed` with a reason a person understands.
 * Width, height (pixels) and duration (seconds) only where they are known.
 */
export const attachment = z.object({
  fileId: id,
  state: z.enum(["fetching", "stored", "failed"]),
  failure: z.string().nullable(),
  name: z.string().nullable(),
  type: z.string().nullable(),
  bytes: z.number().int().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  seconds: z.number().nullable(),
  hasThumbnail: z.boolean(),
  /** The loudness of a voice message over its time, 0 to 100; null where nobody measured it. */
  waveform: z.array(z.number().int()).nullable(),
});

/** A file that belongs to a message. */
export type Attachment = z.output<typeof attachment>;

const caption = { text: z.string(), entities: z.array(textEntity) };

const media = { ...caption, attachment, viewOnce: z.boolean() };

/**
 * What a message says. `viewOnce` marks what the sender wanted seen once only. `undecryptable` waits for its content to be sent again
 * and becomes it in place. `button`: the customer pressed the one with this label. `referral`: an ad with this title, or a link with this
 * parameter, brought them here. `removed`: its author has taken it back, and what it said is gone here too. `unsupported` keeps what came
 * as it came; `what` names it for people ("poll").
 */
export const messageContent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), ...caption }),
  z.object({ kind: z.literal("photo"), ...media }),
  z.object({ kind: z.literal("video"), ...media }),
  z.object({ kind: z.literal("document"), ...caption, attachment }),
  z.object({ kind: z.literal("voice"), ...media }),
  z.object({ kind: z.literal("audio"), ...caption, attachment }),
  z.object({ kind: z.literal("sticker"), emoji: z.string().nullable(), attachment }),
  z.object({
    kind: z.literal("location"),
    /** Degrees. */
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().nullable(),
    address: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("contacts"),
    contacts: z.array(z.object({ name: z.string(), phones: z.array(z.string()) })),
  }),
  z.object({ kind: z.literal("start"), parameter: z.string().nullable() }),
  z.object({ kind: z.literal("button"), label: z.string() }),
  z.object({
    kind: z.literal("referral"),
    from: z.enum(["ad", "link", "other"]),
    title: z.string().nullable(),
    parameter: z.string().nullable(),
  }),
  z.object({ kind: z.literal("undecryptable") }),
  z.object({ kind: z.literal("removed") }),
  z.object({ kind: z.literal("unsupported"), what: z.string() }),
]);

/** The kind of what a message says. */
export const contentKind = z.enum([
  "text",
  "photo",
  "video",
  "document",
  "voice",
  "audio",
  "sticker",
  "location",
  "contacts",
  "start",
  "button",
  "referral",
  "undecryptable",
  "removed",
  "unsupported",
]);

/** The kind of what a message says. */
export type ContentKind = z.output<typeof contentKind>;

/** What a message says. */
export type MessageContent = z.output<typeof messageContent>;
