import { type RawBuilder, sql } from "kysely";
import type { ChannelKind } from "#contract/channels.ts";
import type { TeamColour } from "#contract/teams.ts";
import { type Context, isTransaction } from "#server/context.ts";
import { readRows } from "#server/conversations/read-rows.ts";
import { shownName } from "#server/members/present.ts";
import type { Clock } from "#server/platform/clock/clock.ts";
import { believeBriefly } from "#server/platform/events/believe-briefly.ts";
import type { EventBus } from "#server/platform/events/event-bus.ts";

// Members, teams and channels of a workspace are few, and each row of a list names up to four of them. Joined to every page they
// cost PostgreSQL nearly as much as the page itself.

/** How the members, teams and channels of a workspace are shown, each by its identifier. */
export interface Names {
  readonly workspaceId: string;
  readonly members: ReadonlyMap<string, { readonly displayName: string; readonly avatarFileId: string | null }>;
  readonly teams: ReadonlyMap<string, { readonly name: string; readonly colour: TeamColour }>;
  readonly channels: ReadonlyMap<string, ShownChannel>;
}

/** How a channel is shown; a removed one still names the conversations it brought. */
export interface ShownChannel {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly isRemoved: boolean;
  /** The service takes no late answers from its account. */
  readonly forbidsLate: boolean;
}

/** Names of a workspace that are believed, see `believeNames`. */
export type BelievedNames = (workspaceId: string) => Promise<Names | null>;

interface Parts {
  readonly events: EventBus;
  readonly clock: Clock;
  contextOf(workspaceId: string): Context;
}

const endings = { has: (kind: string) => /^(?:member|team|channel)\./.test(kind) };

/** Makes the search for names. They are believed for a second at most, and no longer than until the event bus tells of a change. */
export function believeNames(parts: Parts): BelievedNames {
  return believeBriefly<Names>(parts, {
    endings,
    find: (workspaceId) => readNames(parts.contextOf(workspaceId)),
    workspaceOf: ({ workspaceId }) => workspaceId,
  });
}

/**
 * The names for rows that have been read: believed ones if they hold all that the rows name. A row may name somebody who came
 * after the belief, and a transaction sees what nobody else knows yet; then they are read anew.
 */
export async function namesFor(context: Context, holdsAll: (names: Names) => boolean): Promise<Names> {
  const believed = isTransaction(context) ? null : await context.names?.(context.workspaceId);
  return believed && holdsAll(believed) ? believed : readNames(context);
}

/** Whether there is nobody to name, or somebody who is known. */
export function knows(names: ReadonlyMap<string, unknown>, id: string | null): boolean {
  return id === null || names.has(id);
}

type NameRow = { readonly id: string; readonly name: string } & (
  | { readonly noun: "member"; readonly detail: string | null }
  | { readonly noun: "team"; readonly detail: TeamColour }
  | {
      readonly noun: "channel";
      readonly detail: ChannelKind;
      readonly is_removed: boolean;
      readonly forbids_late: boolean;
    }
);

async function readNames(context: Context): Promise<Names> {
  const rows = await readRows(context, selectNames(context));
  const members = new Map<string, { displayName: string; avatarFileId: string | null }>();
  const teams = new Map<string, { name: string; colour: TeamColour }>();
  const channels = new Map<string, ShownChannel>();
  for (const row of rows) {
    if (row.noun === "member") members.set(row.id, { displayName: row.name, avatarFileId: row.detail });
    else if (row.noun === "team") teams.set(row.id, { name: row.name, colour: row.detail });
    else {
      const { detail: kind, name, is_removed: isRemoved, forbids_late: forbidsLate } = row;
      channels.set(row.id, { kind, name, isRemoved, forbidsLate });
    }
  }
  return { workspaceId: context.workspaceId, members, teams, channels };
}

function selectNames(context: Context): RawBuilder<NameRow> {
  const workspace = sql`${context.workspaceId}::uuid`;
  return sql`
    select 'member' as noun, id, ${shownName("members")} as name,
           avatar_file_id::text as detail, false as is_removed, false as forbids_late
      from members where workspace_id = ${workspace}
    union all
    select 'team', id, name, colour, false, false from teams where workspace_id = ${workspace}
    union all
    select 'channel', id, name, kind, removed_at is not null, late_answers_refused_at is not null
      from channels where workspace_id = ${workspace}`;
}
