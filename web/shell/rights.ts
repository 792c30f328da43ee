import { type Right, rights } from "#contract/rights.ts";
import type { Session } from "#contract/session.ts";

/** Thrown by a route whose page the member's role does not open; drawn as a page that names the right. */
export class Forbidden extends Error {
  readonly right: Right;

  constructor(right: Right) {
    super(`Your role does not include this right: ${rights[right].toLowerCase()}.`);
    this.name = "Forbidden";
    this.right = right;
  }
}

/** Guards a route: `beforeLoad: ({ context }) => requireRight(context.session, "channels.configure")`. */
export function requireRight(session: Session, right: Right): void {
  if (!session.rights.includes(right)) throw new Forbidden(right);
}
