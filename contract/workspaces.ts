import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { displayName, id } from "#contract/values.ts";

/** Days without a message after which a conversation is archived by itself; null is off. */
export const autoArchiveDays = z
  .number({ error: "Enter a whole number of days from 1 to 365, or switch auto-archive off." })
  .int({ error: "Enter a whole number of days." })
  .min(1, { error: "The shortest period is 1 day." })
  .max(365, { error: "The longest period is 365 days." })
  .nullable();

/**
 * Which conversations members see whose role lacks the right `inbox.all`: all; those of their teams, their own, and those that
 * belong to no team and nobody; or only those of their teams and their own.
 */
export const visibility = z.enum(["everything", "teams_and_unassigned", "teams"]);

/** Which conversations members see whose role lacks the right `inbox.all`. */
export type Visibility = z.output<typeof visibility>;

/** The workspace and those settings of it that concern everyone. */
export const workspace = z.object({
  id,
  name: z.string(),
  autoArchiveDays,
  channelAlerts: z.boolean(),
  visibility,
});

/** The workspace and those settings of it that concern everyone. */
export type Workspace = z.output<typeof workspace>;

/** The workspace of the signed-in member. */
export const readWorkspace = endpoint({
  method: "GET",
  path: "/workspace",
  summary: "Read the workspace and its general settings",
  access: { kind: "signed-in" },
  status: 200,
  answer: workspace,
});

/** Changes general settings; fields left out stay as they are. */
export const editWorkspace = endpoint({
  method: "PATCH",
  path: "/workspace",
  summary: "Change the general settings",
  access: right("workspace.configure"),
  status: 200,
  body: z.object({
    name: displayName.optional(),
    autoArchiveDays: autoArchiveDays.optional(),
    channelAlerts: z.boolean().optional(),
    visibility: visibility.optional(),
  }),
  answer: workspace,
});
