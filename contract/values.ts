import { z } from "zod";

/** An identifier: a UUID, version 7 for everything that Wokfow makes itself. */
export const id = z.uuid({ error: "This is not an identifier." });

/** A moment as an ISO 8601 string in UTC with milliseconds. */
export const moment = z.iso.datetime({ precision: 3 });

/** An IANA time zone that this platform knows, such as `Europe/Berlin`. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: "This time zone is not known. Choose one of the list, such as Europe/Berlin." });

/** A name that people see: trimmed, 1 to 120 characters, without control characters and halves of characters. */
export const displayName = z
  .string()
  .trim()
  .min(1, { error: "Enter a name." })
  .max(120, { error: "A name has at most 120 characters." })
  .refine((text) => !hasControlCharacters(text), { error: "A name cannot contain control characters." })
  .refine((text) => text.isWellFormed(), { error: "A name cannot contain half of a character." });

/** An e-mail address, kept in lower case. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, { error: "An e-mail address has at most 254 characters." })
  .pipe(z.email({ error: "Enter an e-mail address such as ana@example.com." }));

/** A new password: 8 to 128 characters of any kind. */
export const newPassword = z
  .string()
  .min(8, { error: "A password has at least 8 characters." })
  .max(128, { error: "A password has at most 128 characters." });

/** A password as typed to prove who one is; only its length is bounded. */
export const typedPassword = z
  .string()
  .min(1, { error: "Enter the password." })
  .max(1024, { error: "This is too long for a password." });

/** The query of every list: at most 100 rows a page, and the cursor of the page before. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
});

/** One page of a list. `next` is the cursor of the following page, null on the last. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function hasControlCharacters(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
