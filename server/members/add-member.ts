import type { Role } from "#contract/rights.ts";
import type { Transaction } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";

/** A person who becomes a member. */
export interface NewMember {
  readonly personId: string;
  readonly role: Role;
  readonly displayName: string;
  readonly timeZone: string;
  /** Whoever is invited has yet to come. */
  readonly status?: "invited" | "active";
}

/** Makes a person a member of the workspace and returns the member's identifier. */
export async function addMember(tx: Transaction, wish: NewMember): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto("members")
    .values({
      workspace_id: tx.workspaceId,
      id,
      person_id: wish.personId,
      role: wish.role,
      display_name: wish.displayName,
      time_zone: wish.timeZone,
      status: wish.status ?? "active",
      created_at: tx.clock.now(),
    })
    .execute();
  return id;
}
