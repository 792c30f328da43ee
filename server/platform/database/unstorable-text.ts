import { Refusal } from "#server/platform/errors/refusal.ts";

// character_not_in_repertoire, and untranslatable_character inside of jsonb (PostgreSQL manual, appendix A).
const nullCharacterCodes = new Set(["22021", "22P05"]);
const invalidText = "22P02";

/**
 * Whether PostgreSQL refused a text for what JSON can carry and no row can: a null character, or, inside of jsonb, one half of
 * a character that takes two (a lone surrogate).
 */
export function isTextUnstorable(error: unknown): boolean {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) return false;
  if (nullCharacterCodes.has(error.code)) return true;
  const detail = "detail" in error && typeof error.detail === "string" ? error.detail : "";
  return error.code === invalidText && /surrogate/i.test(detail);
}

/** The answer to a request with such a text, for which no shape and no cleaning stands before the database. */
export function unstorableText(): Refusal {
  return new Refusal(400, "invalid_request", "A text in this request contains a character that cannot be kept.", {
    detail: "It is a null character or one half of another. Remove it and try again.",
  });
}
