import { listConversations as endpoint } from "#contract/conversations.ts";
import type { AnswerOf, QueryOf } from "#contract/endpoint.ts";
import type { Context } from "#server/context.ts";
import { listConversations } from "#server/conversations/list-conversations.ts";
import { accessViewed, requireViewing } from "#server/sight/access.ts";

const nothing = { reply: false, assign: false, archive: false };

/**
 * A page of a queue as a member has it; nothing can be done there. Refused `not_found`, `cannot_enter`, `viewing_not_announced`,
 * and as the list itself is.
 */
export async function listAsMember(
  context: Context,
  memberId: string,
  wanted: QueryOf<typeof endpoint>,
): Promise<AnswerOf<typeof endpoint>> {
  const actor = await accessViewed(context, memberId);
  await requireViewing(context, memberId);
  const { items, next } = endpoint.answer.parse(JSON.parse(await listConversations({ ...context, actor }, wanted)));
  return { items: items.map((item) => ({ ...item, can: nothing })), next };
}
