import { Refusal } from "#server/platform/errors/refusal.ts";

/** Whether the database refused a second person with the same e-mail address. */
export function isEmailTaken(reason: unknown): boolean {
  return reason instanceof Error && "constraint" in reason && reason.constraint === "people_email_key";
}

/** The refusal of an e-mail address that somebody signs in with already. */
export function emailTaken(): Refusal {
  const message = "This e-mail address is in use already. Sign in with it, or enter another.";
  return new Refusal(409, "email_taken", message, { fields: [{ path: "email", message }] });
}
