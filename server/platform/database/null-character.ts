import { Refusal } from "#server/platform/errors/refusal.ts";

// character_not_in_repertoire, and untranslatable_character inside of jsonb (PostgreSQL manual, appendix A).
const refusedTextCodes = new Set(["22021", "22P05"]);

/** Whether PostgreSQL refused a text because of a null character: JSON can carry it, no text of a row can. */
export function isNullCharacterRefused(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && refusedTextCodes.has(error.code)
  );
}

/** The answer to a request with a null character in a text for which no shape and no cleaning stands before the database. */
export function nullCharacter(): Refusal {
  return new Refusal(400, "invalid_request", "A text in this request contains a null character.", {
    detail: "Texts are kept without it. Remove it and try again.",
  });
}
