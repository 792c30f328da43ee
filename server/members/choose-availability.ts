import type { Availability, Profile } from "#contract/members.ts";
import { type Context, transact } from "#server/context.ts";
import { accessProfile } from "#server/members/access.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { distributeToMembers } from "#server/teams/distribute-later.ts";

/** Says whether the acting member takes conversations from now on; available, they are given those that wait for their teams. */
export function chooseAvailability(context: Context, availability: Availability): Promise<Profile> {
  return transact(context, async (tx) => {
    const { actor, workspaceId } = tx;
    if (actor.kind !== "member") throw notFound();
    await tx.db
      .updateTable("members")
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", actor.memberId)
      .set({ availability, away_by_itself: false, last_active_at: tx.clock.now() })
      .execute();
    await announce(tx, { kind: "availability.changed", subjectId: actor.memberId });
    if (availability === "available") await distributeToMembers(tx, [actor.memberId]);
    return accessProfile(tx);
  });
}
