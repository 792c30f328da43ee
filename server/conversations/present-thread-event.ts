import { type RawBuilder, sql } from "kysely";
import type { ThreadEvent } from "#contract/messages.ts";
import type { Context } from "#server/context.ts";
import { momentSql, writeMoment } from "#server/conversations/write-moment.ts";

/** The kinds of fact that a thread shows, and what the contract calls them. */
export const threadEventKinds = {
  "conversation.assigned": "assigned",
  "conversation.unassigned": "unassigned",
  "conversation.transferred": "transferred",
  "conversation.moved": "moved",
  "conversation.archived": "archived",
  "conversation.reopened": "reopened",
  "conversation.restored": "restored",
  "conversation.blocked": "blocked_bot",
  "conversation.unblocked": "unblocked_bot",
  "conversation.gap": "channel_gap",
} as const satisfies Record<string, ThreadEvent["kind"]>;

/** The facts `e` that threads show, as the partial index on them says it. */
export const isThreadEvent = sql.raw<boolean>(
  `e.kind in (${Object.keys(threadEventKinds)
    .map((kind) => `'${kind}'`)
    .join(", ")})`,
);

/** A fact that threads show, with the members it names. `at` is a text of `momentSql`. */
export interface ThreadEventRow {
  readonly id: string;
  readonly at: string;
  readonly kind: keyof typeof threadEventKinds;
  /** `assigneeId` (assigned, transferred), `teamId` (transferred, moved), `inactiveDays` (archived by the clock), the gap (moments as the contract writes them). */
  readonly details: Partial<Pick<ThreadEvent, "inactiveDays"> & NonNullable<ThreadEvent["gap"]>>;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly assignee_id: string | null;
  readonly assignee_name: string | null;
  readonly team_id: string | null;
  readonly team_name: string | null;
}

const columns =
  sql.raw(`e.id, ${momentSql("e.at")} as at, e.kind, e.details, a.id as actor_id, a.display_name as actor_name,
  w.id as assignee_id, w.display_name as assignee_name, t.id as team_id, t.name as team_name`);

/** The SQL of rows of thread events; `from` yields facts as `e`. */
export function selectThreadEvents(context: Context, from: RawBuilder<unknown>): RawBuilder<ThreadEventRow> {
  const workspace = sql`${context.workspaceId}::uuid`;
  return sql`
    select ${columns} from ${from}
      left join members a on a.workspace_id = ${workspace} and a.id = e.actor_id
      left join members w on w.workspace_id = ${workspace} and w.id = (e.details ->> 'assigneeId')::uuid
      left join teams t on t.workspace_id = ${workspace} and t.id = (e.details ->> 'teamId')::uuid`;
}

/** A row as the contract writes it. */
export function presentThreadEvent({ id, at, kind, details, ...row }: ThreadEventRow): ThreadEvent {
  return {
    id,
    at: writeMoment(at),
    kind: threadEventKinds[kind],
    actor: memberOf(row.actor_id, row.actor_name),
    assignee: memberOf(row.assignee_id, row.assignee_name),
    team: row.team_id === null || row.team_name === null ? null : { id: row.team_id, name: row.team_name },
    inactiveDays: details.inactiveDays ?? null,
    gap: kind === "conversation.gap" ? gapOf(details) : null,
  };
}

function memberOf(memberId: string | null, displayName: string | null) {
  return memberId === null || displayName === null ? null : { memberId, displayName };
}

function gapOf({ from, to, lateMessages }: ThreadEventRow["details"]): ThreadEvent["gap"] {
  return from && to && lateMessages !== undefined ? { from, to, lateMessages } : null;
}
