import type { Invited } from "#contract/invitations.ts";
import type { ImportedRow } from "#contract/member-imports.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { judgeRows, roleOf } from "#server/members/imports/judge-rows.ts";
import { type MadePassword, makePassword, takeIn } from "#server/members/invite-member.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { holdCredentialsOf } from "#server/sessions/hold-session.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";

/** Invites everybody in a file in one transaction. Refused `unreadable_file` and `invalid_rows`; nobody is invited then. */
export async function importMembers(context: Context, desk: SignIn, csv: string): Promise<Invited[]> {
  const { rows, fault } = await judgeRows(context, csv);
  if (fault !== null) throw new Refusal(422, "unreadable_file", "This file cannot be read.", { detail: fault });
  const faulty = rows.filter(({ faults }) => faults.length > 0);
  if (faulty.length > 0) throw invalidRows(faulty);
  const prepared: Prepared[] = [];
  // One after the other: passwords are hashed on few threads, and others are signing in meanwhile.
  for (const row of rows) prepared.push({ row, made: await makePassword(desk) });
  return transact(context, async (tx) => {
    await holdCredentialsOf(
      tx,
      rows.map(({ email }) => email.toLowerCase()),
    );
    const invited: Invited[] = [];
    for (const { row, made } of prepared) invited.push(await inviteRow(tx, desk, row, made));
    return invited;
  });
}

interface Prepared {
  readonly row: ImportedRow;
  readonly made: MadePassword;
}

const faultsOfAddress = new Set(["already_member", "awaited_elsewhere", "email_taken"]);

async function inviteRow(tx: Transaction, desk: SignIn, row: ImportedRow, made: MadePassword): Promise<Invited> {
  try {
    const { displayName, email } = row;
    return await takeIn(tx, desk, { displayName, email: email.toLowerCase(), role: roleOf(row) }, made);
  } catch (reason) {
    if (!(reason instanceof Refusal) || !faultsOfAddress.has(reason.code)) throw reason;
    // Somebody has invited them since the file was judged, here or in another workspace.
    throw invalidRows([{ ...row, faults: [{ column: "email", message: reason.message }] }]);
  }
}

function invalidRows(rows: readonly ImportedRow[]): Refusal {
  const fields = rows.flatMap(({ line, faults }) =>
    faults.map(({ column, message }) => ({ path: `rows.${line}.${column}`, message })),
  );
  const [first] = rows;
  return new Refusal(422, "invalid_rows", "Some lines of this file are not right, so nobody was invited.", {
    detail: first ? `Begin with line ${first.line}: ${first.faults[0]?.message ?? ""}` : "",
    fields,
  });
}
