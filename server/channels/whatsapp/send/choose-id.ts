import { randomBytes } from "node:crypto";

/** Chooses the id of a message, in the form that WhatsApp Web gives its own. */
export function chooseId(): string {
  return `3EB0${randomBytes(9).toString("hex").toUpperCase()}`;
}
