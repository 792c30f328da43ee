import { recordAudit } from "#server/audit/record.ts";
import { type Context, read } from "#server/context.ts";
import { actOnMember } from "#server/members/directory/act-on-member.ts";
import { selectWorksElsewhere } from "#server/members/directory/queries.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { generatePassword } from "#server/sessions/generate-password.ts";
import { giveTemporaryPassword } from "#server/sessions/give-password.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";

/**
 * Makes a new password for a member, which is returned this once and kept by nobody, and ends their sessions. Whoever signs in with it
 * must choose an own one first. Refused as {@link actOnMember} refuses, and `works_elsewhere`.
 */
export async function resetPassword(
  context: Context,
  desk: SignIn,
  memberId: string,
  { currentPassword }: { currentPassword?: string | undefined },
): Promise<string> {
  const password = generatePassword();
  const passwordHash = await desk.passwords.hash(password);
  await actOnMember(context, desk, { memberId, takesPassword: true, currentPassword }, async (tx, member) => {
    // Their password is held before this is asked: whoever invites them elsewhere at this moment waits, and finds another one.
    const [found] = await read(tx, selectWorksElsewhere(tx, member.personId));
    if (found?.elsewhere) throw worksElsewhere(member.displayName);
    await giveTemporaryPassword(tx, member.personId, passwordHash);
    await recordAudit(tx, {
      action: "password.reset",
      subject: { kind: "member", id: memberId, name: member.displayName },
    });
  });
  return password;
}

function worksElsewhere(name: string): Refusal {
  return new Refusal(409, "works_elsewhere", `${name} uses this password in another workspace too.`, {
    detail: "Nobody but them can reset it: ask them to use “Forgotten password” on the sign-in page.",
  });
}
