import { randomBytes } from "node:crypto";

/** A new session token: 256 random bits that say nothing. The browser alone has it. */
export function newSessionToken(): string {
  return randomBytes(32).toString("base64url");
}
