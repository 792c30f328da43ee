import type { Role } from "#contract/rights.ts";

/** The signed-in member behind a request. */
export interface Caller {
  readonly sessionId: string;
  readonly personId: string;
  readonly workspaceId: string;
  readonly memberId: string;
  readonly role: Role;
}
