import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { invited } from "#contract/invitations.ts";

/** The most members that one file may bring. */
export const mostImported = 300;

/**
 * A file of members as text: CSV whose first line names the columns `name`, `email` and, if wanted, `role` (user where it is
 * empty), separated by commas, semicolons or tabs.
 */
const file = z.object({ csv: z.string().max(200_000, { error: "This file is larger than 200 kB." }) });

/** One line of the file as it was understood, with a sentence for each column that is not right. `line` is counted from 1. */
export const importedRow = z.object({
  line: z.number().int(),
  displayName: z.string(),
  email: z.string(),
  role: z.string(),
  faults: z.array(z.object({ column: z.enum(["name", "email", "role"]), message: z.string() })),
});

/** One line of the file as it was understood. */
export type ImportedRow = z.output<typeof importedRow>;

/** Reads a file of members and says what would come of it; changes nothing. `fault` says why the file as a whole cannot be read. */
export const previewMemberImport = endpoint({
  method: "POST",
  path: "/member-imports/preview",
  summary: "See what a file of members would bring",
  access: right("members.manage"),
  status: 200,
  body: file,
  answer: z.object({ rows: z.array(importedRow), fault: z.string().nullable() }),
});

/**
 * Invites everybody in a file, or nobody if a single line is not right. Each new person's password is answered this once. Owners are
 * made one by one. Refused `unreadable_file`, `invalid_rows` with the faults by `rows.<line>.<column>`, `busy`.
 */
export const importMembers = endpoint({
  method: "POST",
  path: "/member-imports",
  summary: "Invite all members of a file",
  access: right("members.manage"),
  status: 201,
  body: file,
  answer: z.object({ invited: z.array(invited) }),
});
