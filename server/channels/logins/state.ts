import { hash } from "node:crypto";

/** What the database knows of a `state`. A fast hash is enough against guessing 256 bits. */
export function hashOfState(state: string): string {
  return hash("sha256", state);
}
