import { dictionary } from "@zxcvbn-ts/language-common";
import { Refusal } from "#server/platform/errors/refusal.ts";

const common = new Set(dictionary["passwords-common"].filter((password) => password.length >= 8));

/**
 * Refuses a new password that guessers try first: the well-known ones, and the person's own address.
 * `field` is where the form has it.
 */
export function refuseCommonPassword(field: "password" | "newPassword", password: string, email: string): void {
  const typed = password.toLowerCase();
  const own = [email, email.split("@")[0] ?? email, "wokfow"];
  if (!common.has(typed) && !own.includes(typed)) return;
  const message =
    "This password is among the first that others would guess. Choose another, such as three unrelated words.";
  throw new Refusal(400, "common_password", message, { fields: [{ path: field, message }] });
}
