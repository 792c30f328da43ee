import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { displayName, id } from "#contract/values.ts";

/** What a team is for. */
export const teamPurpose = z.enum(["sales", "support", "other"]);

/** What a team is for. */
export type TeamPurpose = z.output<typeof teamPurpose>;

/** The colours a team can be told apart by, as names of the design's palette. */
export const teamColour = z.enum(["teal", "blue", "violet", "pink", "red", "orange", "yellow", "green", "grey"]);

/** The colours a team can be told apart by. */
export type TeamColour = z.output<typeof teamColour>;

/**
 * How conversations of a team find their member. `by_hand`: members claim them. `round_robin`: to whoever has waited longest for
 * one. `fewest_open`: to whoever has the fewest open ones. Only to members who are available and below the team's cap.
 */
export const distribution = z.enum(["by_hand", "round_robin", "fewest_open"]);

/** How conversations of a team find their member. */
export type Distribution = z.output<typeof distribution>;

/** How many open conversations the distribution lets one member have; null is no limit. */
export const cap = z
  .number({ error: "Enter a whole number from 1 to 1,000, or leave the limit off." })
  .int({ error: "Enter a whole number." })
  .min(1, { error: "The lowest limit is 1 conversation." })
  .max(1000, { error: "The highest limit is 1,000 conversations." })
  .nullable();

/** The most teams that a workspace has, so that they are always listed whole. */
export const mostTeams = 100;

/** Who works in a team, by name; those who are gone for good are not among them. */
export const teamMember = z.object({ memberId: id, displayName: z.string(), avatarFileId: id.nullable() });

/** A team with its members, the lead one of them. */
export const team = z.object({
  id,
  name: z.string(),
  purpose: teamPurpose,
  colour: teamColour,
  leadId: id.nullable(),
  distribution,
  cap,
  members: z.array(teamMember),
});

/** A team with its members. */
export type Team = z.output<typeof team>;

const teamParams = z.object({ teamId: id });
const membershipParams = teamParams.extend({ memberId: id });

/** All teams by name. */
export const listTeams = endpoint({
  method: "GET",
  path: "/teams",
  summary: "List the teams",
  access: right("teams.read"),
  status: 200,
  answer: z.object({ items: z.array(team) }),
});

/** Makes a team without members. Refused `team_name_taken` (letter case does not count), `too_many_teams`. */
export const createTeam = endpoint({
  method: "POST",
  path: "/teams",
  summary: "Make a team",
  access: right("teams.manage"),
  status: 201,
  body: z.object({
    name: displayName,
    purpose: teamPurpose.default("other"),
    colour: teamColour.default("teal"),
    distribution: distribution.default("by_hand"),
    cap: cap.default(null),
  }),
  answer: team,
});

/** Changes a team; fields left out stay as they are. Refused `team_name_taken`, `not_in_team` (only a member can lead it). */
export const editTeam = endpoint({
  method: "PATCH",
  path: "/teams/:teamId",
  summary: "Change a team",
  access: right("teams.manage"),
  status: 200,
  params: teamParams,
  body: z.object({
    name: displayName.optional(),
    purpose: teamPurpose.optional(),
    colour: teamColour.optional(),
    leadId: id.nullable().optional(),
    distribution: distribution.optional(),
    cap: cap.optional(),
  }),
  answer: team,
});

/** What becomes everyone's when the team is deleted. */
export const readTeamHoldings = endpoint({
  method: "GET",
  path: "/teams/:teamId/holdings",
  summary: "Count what belongs to a team",
  access: right("teams.manage"),
  status: 200,
  params: teamParams,
  answer: z.object({
    openConversations: z.number().int(),
    archivedConversations: z.number().int(),
    queues: z.array(z.object({ channelId: id, name: z.string() })),
  }),
});

/** Deletes a team. Its conversations and queues become everyone's; an assignee keeps what they have. */
export const deleteTeam = endpoint({
  method: "DELETE",
  path: "/teams/:teamId",
  summary: "Delete a team; its conversations and queues become everyone's",
  access: right("teams.manage"),
  status: 204,
  params: teamParams,
});

/** Takes a member into a team; doing it twice changes nothing. */
export const addTeamMember = endpoint({
  method: "PUT",
  path: "/teams/:teamId/members/:memberId",
  summary: "Add a member to a team",
  access: right("teams.manage"),
  status: 200,
  params: membershipParams,
  answer: team,
});

/** Takes a member out of a team. They keep the conversations that are assigned to them; a lead leaves the team without one. */
export const removeTeamMember = endpoint({
  method: "DELETE",
  path: "/teams/:teamId/members/:memberId",
  summary: "Take a member out of a team",
  access: right("teams.manage"),
  status: 200,
  params: membershipParams,
  answer: team,
});
