import { z } from "zod";
import { sequenceOf } from "#server/channels/messenger/sequence.ts";
import type { InboundContent, InboundMessage } from "#server/conversations/inbound.ts";

/** An id of a person or a page; Meta writes digits, as text. */
export const partyId = z.union([z.string().regex(/^[\w-]{1,64}$/), z.int().min(0).transform(String)]);

/** The id of a message, which Meta chooses. */
export const messageId = z.string().regex(/^[\x21-\x7e]{1,500}$/);

/** A moment in milliseconds since 1970, up to the year 9999; some events write it as text. */
export const moment = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .pipe(z.int().min(0).max(253_402_300_799_999));

const dayMilliseconds = 24 * 3_600_000;

/** What is told as of a time to come, as of now: it would stay the last word of its chat for ever, and read what is not written yet. */
export function toldBy(now: Date, milliseconds: number): number {
  return milliseconds > now.getTime() + dayMilliseconds ? now.getTime() : milliseconds;
}

/** Words that may be missing or of a wrong form without harm. */
export const words = z.string().nullable().catch(null).default(null);

/** One event of a chat, with what is the same in all kinds. `isOurs`: the page itself is who did it. */
export interface ChatEvent {
  readonly chatId: string;
  readonly isOurs: boolean;
  /** Milliseconds. */
  readonly at: number;
  /** When it came. */
  readonly cameAt: Date;
  /** The app of this Wokfow. */
  readonly appId: string | undefined;
  readonly raw: unknown;
}

/** What a message needs besides its event. `place`: among several that came as one; `partOf`: the id of the first of them. */
export interface Letter {
  readonly externalId: string;
  readonly partOf?: string;
  readonly place: number;
  readonly content: InboundContent;
  readonly replyToExternalId: string | null;
}

/** A message as everybody reads it. Messenger tells no name: that is asked for. */
export function messageOf({ chatId, isOurs, at, raw }: ChatEvent, letter: Letter): InboundMessage {
  const { externalId, partOf, place, content, replyToExternalId } = letter;
  return {
    direction: isOurs ? "outbound" : "inbound",
    externalId,
    sequence: sequenceOf(at, place),
    chatId,
    sender: { externalId: chatId, name: null, username: null, phone: null, language: null },
    sentAt: new Date(at),
    content,
    replyToExternalId,
    ...(partOf !== undefined && { partOf }),
    raw: content.kind === "unsupported" ? raw : null,
  };
}

/** Why something has not the form that it should have. */
export function explain(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "the whole"}: ${issue.message}`).join("; ");
}
