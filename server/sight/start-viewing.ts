import { conversationCounts } from "#contract/conversations.ts";
import type { Viewing } from "#contract/sight.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, read, transact } from "#server/context.ts";
import { countConversations } from "#server/conversations/count-conversations.ts";
import { accessMember } from "#server/members/access.ts";
import { presentMember } from "#server/members/present.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { accessViewed, viewingMilliseconds } from "#server/sight/access.ts";
import { selectReachInWords } from "#server/sight/queries.ts";
import { sayReach } from "#server/sight/say-reach.ts";

/**
 * Announces in the audit log that the actor looks at the inbox as a member has it, and says what that member sees. Refused
 * `not_found`, `cannot_enter`.
 */
export function startViewing(context: Context, memberId: string): Promise<Viewing> {
  return transact(context, async (tx) => {
    const actor = await accessViewed(tx, memberId);
    const member = await accessMember(tx, memberId);
    await recordAudit(tx, {
      action: "member.viewed_as",
      subject: { kind: "member", id: memberId, name: member.display_name },
    });
    const [reach] = await read(tx, selectReachInWords(tx, memberId));
    if (!reach) throw notFound();
    const counts = conversationCounts.parse(JSON.parse(await countConversations({ ...tx, actor }, undefined)));
    const endsAt = new Date(tx.clock.now().getTime() + viewingMilliseconds).toISOString();
    return { member: presentMember(member), sentence: sayReach(reach), counts, endsAt };
  });
}
