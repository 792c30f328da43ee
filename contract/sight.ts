import { z } from "zod";
import { conversation, conversationCounts, conversationsQuery } from "#contract/conversations.ts";
import { endpoint, right } from "#contract/endpoint.ts";
import { member } from "#contract/members.ts";
import { id, moment, page } from "#contract/values.ts";

/**
 * Why a member sees a conversation: `role`, `visibility` (the workspace lets all see all), `assignee`, `team`, `nobodys` (it
 * belongs to no team and nobody). Why not: `ended` (they may not enter), `other_team`, `other_member`, `no_team`.
 */
export const sightReason = z.enum([
  "role",
  "visibility",
  "assignee",
  "team",
  "nobodys",
  "ended",
  "other_team",
  "other_member",
  "no_team",
]);

/** Why a member sees a conversation, or does not. */
export type SightReason = z.output<typeof sightReason>;

/**
 * Whether a member sees a conversation. `reasons` holds every reason why they do, the widest first, or the one why they do not,
 * each with its sentence; `remedy` is what would let them see it, null when they do.
 */
export const sight = z.object({
  memberId: id,
  conversationId: id,
  sees: z.boolean(),
  reasons: z.array(z.object({ kind: sightReason, sentence: z.string() })),
  remedy: z.string().nullable(),
});

/** Whether a member sees a conversation, and why. */
export type Sight = z.output<typeof sight>;

const memberParams = z.object({ memberId: id });

/** Answers "Why?": whether a member sees a conversation of this workspace, and by which rule. */
export const explainSight = endpoint({
  method: "GET",
  path: "/members/:memberId/sight",
  summary: "Say why a member sees a conversation, or does not",
  access: right("members.inspect"),
  status: 200,
  params: memberParams,
  query: z.object({ conversationId: id }),
  answer: sight,
});

/** A look at the inbox as a member has it: what they see in one sentence, and how full their queues were when it began. */
export const viewing = z.object({
  member,
  sentence: z.string(),
  counts: conversationCounts,
  endsAt: moment,
});

/** A look at the inbox as a member has it. */
export type Viewing = z.output<typeof viewing>;

/**
 * Begins a look at the inbox as a member has it, for one hour. It is written into the audit log, once for each look. Refused
 * `cannot_enter` for members whose access has ended.
 */
export const startViewing = endpoint({
  method: "POST",
  path: "/members/:memberId/viewings",
  summary: "Begin to look at the inbox as a member has it",
  access: right("members.inspect"),
  status: 201,
  params: memberParams,
  answer: viewing,
});

/**
 * A queue of the inbox as a member has it, with what is unread for them, and nothing that can be done. Refused
 * `viewing_not_announced` outside of a look, and as the list itself is.
 */
export const listAsMember = endpoint({
  method: "GET",
  path: "/members/:memberId/inbox",
  summary: "List the conversations of a queue as a member sees them",
  access: right("members.inspect"),
  status: 200,
  params: memberParams,
  query: conversationsQuery,
  answer: page(conversation),
});
