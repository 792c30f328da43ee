import { hash } from "node:crypto";

/** What the database knows of a token, a state or a code that somebody else holds. A fast hash is enough against guessing 128 bits and more. */
export function hashOfToken(token: string): string {
  return hash("sha256", token);
}
