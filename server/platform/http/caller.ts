import type { Role } from "#contract/rights.ts";
import type { MemberActor, Reach, Visit } from "#server/context.ts";

/** The signed-in member behind a request. */
export interface Caller {
  readonly sessionId: string;
  readonly personId: string;
  readonly workspaceId: string;
  readonly memberId: string;
  readonly role: Role;
  readonly reach: Reach;
  /** Somebody else made the password, and until an own one is chosen nothing but that can be done. */
  readonly mustChoosePassword: boolean;
}

/** A caller as the one who acts. */
export function actorOf({ memberId, personId, role, reach }: Caller, visit?: Visit): MemberActor {
  return { kind: "member", memberId, personId, role, reach, ...(visit && { visit }) };
}
