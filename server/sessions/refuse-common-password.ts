import { Refusal } from "#server/platform/errors/refusal.ts";

/**
 * Refuses a new password that guessers try first: the well-known ones, and the person's own address.
 * `field` is where the form has it.
 */
export async function refuseCommonPassword(
  field: "password" | "newPassword",
  password: string,
  email: string,
): Promise<void> {
  const typed = password.toLowerCase();
  const own = [email, email.split("@")[0] ?? email, "wokfow"];
  // Loaded when it is asked: tens of thousands of words that few days need.
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  if (!dictionary["passwords-common"].includes(typed) && !own.includes(typed)) return;
  const message =
    "This password is among the first that others would guess. Choose another, such as three unrelated words.";
  throw new Refusal(400, "common_password", message, { fields: [{ path: field, message }] });
}
