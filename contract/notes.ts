import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { member } from "#contract/members.ts";
import { message } from "#contract/messages.ts";
import { id } from "#contract/values.ts";

/** The most that a note can say, in UTF-16 code units. */
export const mostNoteLength = 10_000;

/**
 * A note for colleagues. A mention is the stretch of the text that names a member, `offset` and `length` in UTF-16 code units.
 * `idempotencyKey` makes a retry safe: the same key with the same note answers with the same message, with another one it is refused
 * `idempotency_key_reused`.
 */
export const noteDraft = z.object({
  idempotencyKey: z.string().min(8).max(100),
  text: z.string().max(mostNoteLength, { error: "A note has at most 10,000 characters. Shorten it or write two." }),
  mentions: z
    .array(z.object({ memberId: id, offset: z.number().int().min(0), length: z.number().int().min(1) }))
    .max(50, { error: "A note mentions at most 50 people." })
    .default([]),
});

/** A note for colleagues. */
export type NoteDraft = z.output<typeof noteDraft>;

const params = z.object({ conversationId: id });

/**
 * Writes a note into a conversation: colleagues who see the conversation read it, the customer never does. Members it mentions are
 * notified. Refused `text_empty`, `mention_misplaced`, `unknown_member`, `cannot_see` (its sentence names who may not see the
 * conversation) and `idempotency_key_reused`.
 */
export const writeNote = endpoint({
  method: "POST",
  path: "/conversations/:conversationId/notes",
  summary: "Write a note that only colleagues see",
  access: right("inbox.reply"),
  status: 201,
  params,
  body: noteDraft,
  answer: message,
});

/** Whom a note in this conversation can mention: the colleagues who see it, by name, at most twenty. */
export const listMentionable = endpoint({
  method: "GET",
  path: "/conversations/:conversationId/mentionable",
  summary: "List whom a note can mention",
  access: right("inbox.reply"),
  status: 200,
  params,
  query: z.object({ search: z.string().trim().max(100).optional() }),
  answer: z.object({ items: z.array(member) }),
});
