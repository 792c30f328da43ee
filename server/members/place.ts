import { z } from "zod";
import { invalidCursor } from "#server/platform/errors/refusal.ts";

/** Text as a cursor may carry it: no name contains a null character, which PostgreSQL does not take. */
export function placeText(mostCharacters: number) {
  return z
    .string()
    .max(mostCharacters)
    .regex(/^[^\0]*$/);
}

/** The cursor of a place in a list that is ordered by texts. */
export function writePlace(place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The place behind a cursor. Refused `invalid_cursor` when it is none of this shape. */
export function readPlace<Place>(shape: z.ZodType<Place>, cursor: string): Place {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw invalidCursor();
  }
}
