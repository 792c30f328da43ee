import { type ImportedRow, mostImported } from "#contract/member-imports.ts";
import { type Role, roles } from "#contract/rights.ts";
import { displayName, emailAddress } from "#contract/values.ts";
import { type Context, read } from "#server/context.ts";
import { selectMemberEmails } from "#server/members/imports/queries.ts";
import { type ReadRow, readRows } from "#server/members/imports/read-rows.ts";
import { mayGrant } from "#server/members/policy.ts";

/** A file of members with what is wrong with each line; `fault` says why it cannot be read at all. */
export interface JudgedFile {
  readonly rows: ImportedRow[];
  readonly fault: string | null;
}

/** Says of each line of a file whether its member can be invited by whoever acts. */
export async function judgeRows(context: Context, csv: string): Promise<JudgedFile> {
  const { rows, fault } = readRows(csv);
  if (fault !== null) return { rows: [], fault };
  if (rows.length > mostImported) return { rows: [], fault: tooMany(rows.length) };
  const emails = rows.map(({ email }) => email.toLowerCase());
  const taken = await read(context, selectMemberEmails(context, emails));
  const members = new Set(taken.map(({ email }) => email));
  return { rows: rows.map((row, place) => judgeRow(context, row, { members, before: emails.slice(0, place) })), fault };
}

function tooMany(count: number): string {
  return `This file has ${count} members. Bring at most ${mostImported} at once.`;
}

interface Others {
  readonly members: ReadonlySet<string>;
  readonly before: readonly string[];
}

function judgeRow(context: Context, { line, name, email, role: written }: ReadRow, others: Others): ImportedRow {
  const role = written || "user";
  const sentences = [
    ["name", faultIn(displayName.safeParse(name))],
    ["email", faultIn(emailAddress.safeParse(email)) ?? doubleIn(email.toLowerCase(), others)],
    ["role", faultInRole(context, role)],
  ] as const;
  const faults = sentences.flatMap(([column, message]) => (message === null ? [] : [{ column, message }]));
  return { line, displayName: name, email, role, faults };
}

function faultIn({ error }: { error?: { issues: readonly { message: string }[] } }): string | null {
  return error?.issues[0]?.message ?? null;
}

function doubleIn(email: string, { members, before }: Others): string | null {
  if (members.has(email)) return "Somebody with this address is a member already.";
  return before.includes(email) ? "This address stands in a line above, too." : null;
}

function faultInRole({ actor }: Context, written: string): string | null {
  const role = roles.find((known) => known === written);
  if (!role) return `Write one of ${roles.filter((known) => known !== "owner").join(", ")}.`;
  if (role === "owner") return "Owners are made one by one. Write admin, and make them an Owner afterwards.";
  return actor.kind === "member" && !mayGrant(actor.role, role) ? "You cannot give a role above your own." : null;
}

/** The role of a line that was found right. */
export function roleOf({ role }: ImportedRow): Role {
  return roles.find((known) => known === role) ?? "user";
}
