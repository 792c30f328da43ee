import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from "kysely";
import type { Role } from "#contract/rights.ts";
import type { BelievedNames } from "#server/conversations/believe-names.ts";
import type { Clock } from "#server/platform/clock/clock.ts";
import type { WorkspaceDatabase } from "#server/platform/database/workspace-database.ts";
import type { EventBus } from "#server/platform/events/event-bus.ts";
import type { Schema } from "#server/schema.ts";

/**
 * Which conversations a member sees beyond their own: all, or those of these teams, and with `unassigned` those that belong to no
 * team and nobody.
 */
export type Reach = "everything" | { readonly teamIds: readonly string[]; readonly unassigned: boolean };

/** From where somebody acts; shown to people and never trusted. The address is the connection's: a header could claim any. */
export interface Visit {
  readonly address: string;
  readonly userAgent: string;
}

/** A signed-in member. */
export interface MemberActor {
  readonly kind: "member";
  readonly memberId: string;
  readonly personId: string;
  readonly role: Role;
  readonly reach: Reach;
  readonly visit?: Visit;
}

/** Who acts: a signed-in member, or Wokfow itself in a job, in an adapter or at the door. */
export type Actor = MemberActor | { readonly kind: "system"; readonly visit?: Visit };

/** Whether whoever asked may still do so: `refusal` says why not, as soon as it is known. */
export interface Standing {
  readonly refusal: Error | null;
}

/** What every verb takes first: in which workspace, who, on which database, at what time. */
export interface Context {
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly database: WorkspaceDatabase<Schema>;
  /** Where committed facts are published. */
  readonly events: EventBus;
  /** Where there is no belief in names, each reading asks for them. */
  readonly names?: BelievedNames;
  /** Where a request stands behind it: what it changes is only committed while its sender may. */
  readonly standing?: Standing;
}

/** A context inside a transaction. Verbs that are given one join it. */
export interface Transaction extends Context {
  readonly db: Kysely<Schema>;
  afterCommit(effect: () => void): void;
}

/** Builds queries for `read`; it is connected to nothing. */
export const query = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** SQL written by hand, as something that `read` runs. */
export function compilable<Row>(statement: RawBuilder<Row>): { compile(): CompiledQuery<Row> } {
  return { compile: () => statement.compile(query) };
}

/** Runs `work` in a transaction of the context's workspace, or in the one that the context is already in. */
export function transact<T>(context: Context, work: (tx: Transaction) => Promise<T>): Promise<T> {
  if (isTransaction(context)) return work(context);
  return context.database.transaction(context.workspaceId, async ({ db, afterCommit }) => {
    const result = await work({ ...context, db, afterCommit });
    if (context.standing?.refusal) throw context.standing.refusal;
    return result;
  });
}

/** Runs one query in the context's workspace: in its transaction if it is in one, else in one round trip. */
export async function read<Row>(context: Context, query: { compile(): CompiledQuery<Row> }): Promise<Row[]> {
  if (isTransaction(context)) return (await context.db.executeQuery(query.compile())).rows;
  return context.database.read(context.workspaceId, query.compile());
}

/** Runs two queries that need nothing of each other in the context's workspace, in one round trip. */
export async function readBoth<One, Other>(
  context: Context,
  one: { compile(): CompiledQuery<One> },
  other: { compile(): CompiledQuery<Other> },
): Promise<[One[], Other[]]> {
  if (isTransaction(context)) return Promise.all([read(context, one), read(context, other)]);
  return context.database.readBoth(context.workspaceId, one.compile(), other.compile());
}

/** The member who acts, or null when Wokfow does. */
export function actingMemberId(context: Context): string | null {
  return context.actor.kind === "member" ? context.actor.memberId : null;
}

/** Whether verbs that are given this context join a transaction. */
export function isTransaction(context: Context): context is Transaction {
  return "db" in context;
}
