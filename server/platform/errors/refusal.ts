import type { Problem } from "#contract/problem.ts";

/** What a refusal may say beyond its title: the remedy, the faulty fields, when to try again. */
export interface RefusalDetails {
  detail?: string;
  fields?: NonNullable<Problem["fields"]>;
  retryAfter?: number;
}

/** A request that is refused for a reason its sender can understand. Everything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: RefusalDetails;

  constructor(status: number, code: string, title: string, details: RefusalDetails = {}) {
    super(title);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** The same answer for what does not exist and what the caller may not know of. */
export function notFound(): Refusal {
  return new Refusal(404, "not_found", "This does not exist, or you cannot see it.");
}

/** The same answer for whoever was never signed in and whose session has ended. */
export function signedOut(): Refusal {
  return new Refusal(401, "signed_out", "You are not signed in.", { detail: "Sign in and try again." });
}

/** The same answer for a cursor that is made up, altered, or belongs to another list. */
export function invalidCursor(): Refusal {
  return new Refusal(400, "invalid_cursor", "This place in the list is not known.", {
    detail: "Read the list from its beginning, and pass on the cursor exactly as it was given.",
  });
}

/** Turns a refusal into its problem document. */
export function problemOf(refusal: Refusal): Problem {
  return {
    type: "about:blank",
    title: refusal.message,
    status: refusal.status,
    code: refusal.code,
    ...refusal.details,
  };
}
