import { hash, randomBytes } from "node:crypto";

/** A new session token: 256 random bits that say nothing. The browser alone has it. */
export function newSessionToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database knows of a token. A fast hash is enough against guessing 256 bits. */
export function hashOfToken(token: string): string {
  return hash("sha256", token);
}
