import { type RawBuilder, sql } from "kysely";
import type { ThreadEvent } from "#contract/messages.ts";
import type { Context } from "#server/context.ts";
import { knows, type Names, namesFor } from "#server/conversations/believe-names.ts";
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
  "conversation.opted_out": "opted_out",
  "conversation.opted_in": "opted_in",
  "conversation.paused": "paused",
  "conversation.released": "released",
} as const satisfies Record<string, ThreadEvent["kind"]>;

/** The facts `e` that threads show, as the partial index on them says it. */
export const isThreadEvent = sql.raw<boolean>(
  `e.kind in (${Object.keys(threadEventKinds)
    .map((kind) => `'${kind}'`)
    .join(", ")})`,
);

/** A fact that threads show. `at` is a text of `momentSql`. */
export interface ThreadEventRow {
  readonly id: string;
  readonly at: string;
  readonly kind: keyof typeof threadEventKinds;
  /** `assigneeId` (assigned, transferred), `teamId` (transferred, moved), `inactiveDays` (archived by the clock), the gap (moments as the contract writes them), `said`. */
  readonly details: Partial<
    Pick<ThreadEvent, "inactiveDays" | "said"> &
      NonNullable<ThreadEvent["gap"]> &
      Record<"assigneeId" | "teamId", string | null>
  >;
  readonly actor_id: string | null;
}

const columns = sql.raw<ThreadEventRow>(`e.id, ${momentSql("e.at")} as at, e.kind, e.details, e.actor_id`);

/** The SQL of rows of thread events; `from` yields facts as `e`. */
export function selectThreadEvents(from: RawBuilder<unknown>): RawBuilder<ThreadEventRow> {
  return sql`select ${columns} from ${from}`;
}

/** Rows as the contract writes them. */
export async function presentThreadEvents(context: Context, rows: readonly ThreadEventRow[]): Promise<ThreadEvent[]> {
  const names = await namesFor(context, (known) => rows.every((row) => holdsAll(known, row)));
  return rows.map((row) => presentThreadEvent(names, row));
}

function holdsAll({ members, teams }: Names, { actor_id, details }: ThreadEventRow): boolean {
  return knows(members, actor_id) && knows(members, details.assigneeId ?? null) && knows(teams, details.teamId ?? null);
}

function presentThreadEvent(names: Names, { id, at, kind, details, actor_id }: ThreadEventRow): ThreadEvent {
  return {
    id,
    at: writeMoment(at),
    kind: threadEventKinds[kind],
    actor: memberOf(names, actor_id),
    assignee: memberOf(names, details.assigneeId ?? null),
    team: teamOf(names, details.teamId ?? null),
    inactiveDays: details.inactiveDays ?? null,
    gap: kind === "conversation.gap" ? gapOf(details) : null,
    said: details.said ?? null,
  };
}

function memberOf({ members }: Names, memberId: string | null): ThreadEvent["actor"] {
  const member = memberId === null ? undefined : members.get(memberId);
  return memberId === null || member === undefined ? null : { memberId, displayName: member.displayName };
}

/** Null also for a team that is no more. */
function teamOf({ teams }: Names, id: string | null): ThreadEvent["team"] {
  const team = id === null ? undefined : teams.get(id);
  return id === null || team === undefined ? null : { id, name: team.name };
}

function gapOf({ from, to, lateMessages }: ThreadEventRow["details"]): ThreadEvent["gap"] {
  return from && to && lateMessages !== undefined ? { from, to, lateMessages } : null;
}
