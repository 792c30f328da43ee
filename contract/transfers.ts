import { z } from "zod";
import { conversation } from "#contract/conversations.ts";
import { endpoint, right } from "#contract/endpoint.ts";
import { member } from "#contract/members.ts";
import { noteDraft } from "#contract/notes.ts";
import { teamColour } from "#contract/teams.ts";
import { id } from "#contract/values.ts";

const params = z.object({ conversationId: id });

/**
 * Gives a conversation to a team, whose members then find it waiting, or to a member, whose team it stays with. `expectedTeamId` and
 * `expectedAssigneeId` are whose the caller saw it to be: if someone else was faster the answer is 409 `already_transferred`, and its
 * detail names who has it. The note goes into the thread with the transfer, and its mentions are judged by who sees the conversation
 * then. Answers null when the caller does not see it any more. Refused `unknown_team`, `unknown_member`, and what a note is refused for.
 */
export const transferConversation = endpoint({
  method: "POST",
  path: "/conversations/:conversationId/transfer",
  summary: "Transfer a conversation to a team or a member",
  access: right("inbox.reply"),
  status: 200,
  params,
  body: z.object({
    to: z.union([z.strictObject({ teamId: id }), z.strictObject({ memberId: id })]),
    expectedTeamId: id.nullable(),
    expectedAssigneeId: id.nullable(),
    note: noteDraft.optional(),
  }),
  answer: z.object({ conversation: conversation.nullable() }),
});

/** Whom a conversation can be transferred to: all teams, and colleagues by name, at most twenty. */
export const listRecipients = endpoint({
  method: "GET",
  path: "/conversations/:conversationId/recipients",
  summary: "List whom a conversation can be transferred to",
  access: right("inbox.reply"),
  status: 200,
  params,
  query: z.object({ search: z.string().trim().max(100).optional() }),
  answer: z.object({
    teams: z.array(z.object({ id, name: z.string(), colour: teamColour, members: z.number().int() })),
    members: z.array(member),
  }),
});
