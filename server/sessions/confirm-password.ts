import { type Context, read } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";
import { selectPasswordHash } from "#server/sessions/queries.ts";

/** Proves, before something grave, that who is signed in knows the password. Refused `wrong_password`, `throttled`. */
export async function confirmPassword(
  context: Context,
  desk: SignIn,
  { personId, password }: { personId: string; password: string },
): Promise<void> {
  const [row] = await read(context, selectPasswordHash(personId));
  const guess = await desk.throttle.confirmation(personId);
  if (!(await desk.passwords.verify(row?.password_hash ?? null, password))) throw wrongPassword();
  await guess.giveBack();
}

function wrongPassword(): Refusal {
  const message = "This is not your current password.";
  return new Refusal(403, "wrong_password", message, {
    detail: "Enter the password that you signed in with.",
    fields: [{ path: "currentPassword", message }],
  });
}
