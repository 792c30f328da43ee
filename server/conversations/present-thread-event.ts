import { type RawBuilder, sql } from "kysely";
import type { ThreadEvent } from "#contract/messages.ts";
import type { Context } from "#server/context.ts";
import { moment, object, objectIf, plain, raw, text, write } from "#server/conversations/write-json.ts";

/** The kinds of fact that a thread shows, and what the contract calls them. */
export const threadEventKinds = {
  "conversation.assigned": "assigned",
  "conversation.unassigned": "unassigned",
  "conversation.archived": "archived",
  "conversation.reopened": "reopened",
  "conversation.restored": "restored",
  "conversation.blocked": "blocked_bot",
  "conversation.unblocked": "unblocked_bot",
  "conversation.gap": "channel_gap",
} as const satisfies Record<string, ThreadEvent["kind"]>;

/** The facts `e` that threads show, as the partial index on them says it. */
export const isThreadEvent = sql<boolean>`e.kind in (${sql.join(Object.keys(threadEventKinds).map((kind) => sql.lit(kind)))})`;

/** What stands behind {@link threadEventJson}: the fact `e` joined with the members it names. */
export function threadEventJoins(context: Context): RawBuilder<unknown> {
  const workspace = sql`${context.workspaceId}::uuid`;
  return sql`
    left join members a on a.workspace_id = ${workspace} and a.id = e.actor_id
    left join members w on w.workspace_id = ${workspace} and w.id = (e.details ->> 'assigneeId')::uuid`;
}

const whens = Object.entries(threadEventKinds).map(([fact, kind]) => `when '${fact}' then '${kind}'`);

const threadEvent = object({
  id: plain("e.id"),
  at: plain(moment("e.at")),
  kind: plain(`case e.kind ${whens.join(" ")} end`),
  actor: objectIf("a.id is not null", { memberId: plain("a.id"), displayName: text("a.display_name") }),
  assignee: objectIf("w.id is not null", { memberId: plain("w.id"), displayName: text("w.display_name") }),
  inactiveDays: raw("e.details -> 'inactiveDays'"),
  gap: objectIf("e.kind = 'conversation.gap'", {
    from: raw("e.details -> 'from'"),
    to: raw("e.details -> 'to'"),
    lateMessages: raw("e.details -> 'lateMessages'"),
  }),
});

/**
 * The SQL of a thread event of the contract. Facts say in their `details`: `assigneeId` (assigned), `inactiveDays` (archived by the clock),
 * `from`, `to` and `lateMessages` (gap; moments as the contract writes them).
 */
export const threadEventJson: RawBuilder<string> = sql.raw(write(threadEvent));
