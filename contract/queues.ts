import { z } from "zod";
import { channelKind } from "#contract/channels.ts";
import { endpoint, right } from "#contract/endpoint.ts";
import { teamColour } from "#contract/teams.ts";
import { id, moment } from "#contract/values.ts";

/**
 * Open conversations that were moved when a queue changed hands. It can be undone until `undoableUntil` (24 hours). `restored` is
 * how many of them went back.
 */
export const queueMove = z.object({
  id,
  movedAt: moment,
  moved: z.number().int(),
  undoableUntil: moment,
  undoneAt: moment.nullable(),
  restored: z.number().int().nullable(),
});

/** Open conversations that were moved when a queue changed hands. */
export type QueueMove = z.output<typeof queueMove>;

/**
 * What comes in through a channel, and the team it belongs to as a whole; null: everyone. `lastMove` is the latest of the last 24
 * hours, null for whoever lacks the right `teams.manage`.
 */
export const queue = z.object({
  channel: z.object({ id, kind: channelKind, name: z.string() }),
  team: z.object({ id, name: z.string(), colour: teamColour }).nullable(),
  lastMove: queueMove.nullable(),
});

/** What comes in through a channel, and the team it belongs to. */
export type Queue = z.output<typeof queue>;

const queueParams = z.object({ channelId: id });

/** The queue of each channel that is not removed, oldest channel first. */
export const listQueues = endpoint({
  method: "GET",
  path: "/queues",
  summary: "List the queues",
  access: right("teams.read"),
  status: 200,
  answer: z.object({ items: z.array(queue) }),
});

/**
 * How many open conversations would move if the queue went to this team (left out: to everyone), and how many of them would lose
 * their assignee, who is not in that team. Refused `unknown_team`.
 */
export const previewQueueMove = endpoint({
  method: "GET",
  path: "/queues/:channelId/move-preview",
  summary: "Count what would move with a queue",
  access: right("teams.manage"),
  status: 200,
  params: queueParams,
  query: z.object({ teamId: id.optional() }),
  answer: z.object({ moving: z.number().int(), losingAssignee: z.number().int() }),
});

/**
 * Gives a queue to a team, or with null to everyone: every conversation that begins or is opened again from now on is the team's.
 * `moveOpen` moves the open ones too; an assignee who is not in the team loses them; should that be interrupted, it is finished
 * by itself within minutes, but for what a member has claimed, assigned or passed on since, and asking again goes on with it.
 * Refused `unknown_team`.
 */
export const giveQueue = endpoint({
  method: "PUT",
  path: "/queues/:channelId",
  summary: "Give a queue to a team",
  access: right("teams.manage"),
  status: 200,
  params: queueParams,
  body: z.object({ teamId: id.nullable(), moveOpen: z.boolean().default(false) }),
  answer: queue,
});

/**
 * Undoes a move: the queue goes back to whose it was, and each conversation gets back the team and the assignee it had, unless a
 * member has claimed, assigned or passed it on meanwhile. A move that still goes on stops. Refused 409 `too_late` after 24 hours;
 * undoing twice changes nothing.
 */
export const undoQueueMove = endpoint({
  method: "DELETE",
  path: "/queue-moves/:moveId",
  summary: "Undo the move of a queue's conversations",
  access: right("teams.manage"),
  status: 200,
  params: z.object({ moveId: id }),
  answer: queue,
});
