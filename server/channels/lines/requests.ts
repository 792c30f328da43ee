import { sql } from "kysely";
import { type Context, compilable, query, read, transact } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";

/** The fact that a process asks the holder of a line for something, and the fact that it was answered. They are stored nowhere. */
export const lineAsked = "line.asked";
export const lineAnswered = "line.answered";

/** What is asked of the holder of a line. */
export interface LineRequest {
  readonly id: string;
  readonly channelId: string;
  readonly verb: string;
  readonly asked: unknown;
}

// Whoever asked has given up by then, and asks anew if it must be.
const lifetimeMilliseconds = 15_000;
const forgottenMilliseconds = 600_000;

/** A request that was written down, and the process that is to take it. */
export interface WrittenRequest {
  readonly id: string;
  readonly holder: string;
}

/** Writes a request down; null when no process holds the line, so that nobody would take it. */
export async function writeRequest(context: Context, request: Omit<LineRequest, "id">): Promise<WrittenRequest | null> {
  const id = newId();
  const now = context.clock.now();
  return transact(context, async (tx) => {
    const written = await sql<WrittenRequest>`
      with lease as (
        select workspace_id, channel_id, holder from channel_leases
         where workspace_id = ${tx.workspaceId}::uuid and channel_id = ${request.channelId}::uuid
           and expires_at > now()
      ),
      written as (
        insert into line_requests (workspace_id, id, channel_id, verb, asked, asked_at)
        select workspace_id, ${id}::uuid, channel_id, ${request.verb}::text, ${JSON.stringify(request.asked)}::jsonb,
               ${now}::timestamptz
          from lease
        returning id
      )
      select id, holder from written, lease`.execute(tx.db);
    tell(tx, tx.afterCommit, lineAsked, id);
    return written.rows[0] ?? null;
  });
}

/** Which process holds the line of a channel, null for none. */
export async function findHolder(context: Context, channelId: string): Promise<string | null> {
  const lease = query
    .selectFrom("channel_leases")
    .select("holder")
    .where("workspace_id", "=", context.workspaceId)
    .where("channel_id", "=", channelId)
    .where("expires_at", ">", sql<Date>`now()`);
  const [row] = await read(context, lease);
  return row?.holder ?? null;
}

/** Takes what is asked of these channels, each request once, oldest first; what nobody waits for any more is forgotten. */
export async function takeRequests(context: Context, channelIds: readonly string[]): Promise<LineRequest[]> {
  if (channelIds.length === 0 || !(await isAsked(context, channelIds))) return [];
  const now = context.clock.now();
  const oldest = new Date(now.getTime() - lifetimeMilliseconds);
  const forgotten = new Date(now.getTime() - forgottenMilliseconds);
  return transact(context, async ({ db, workspaceId }) => {
    const requests = () =>
      db
        .deleteFrom("line_requests")
        .where("workspace_id", "=", workspaceId)
        .where("channel_id", "in", [...channelIds]);
    const taking = db
      .updateTable("line_requests")
      .set({ taken_at: now })
      .where("workspace_id", "=", workspaceId)
      .where("channel_id", "in", [...channelIds])
      .where("taken_at", "is", null)
      .where("asked_at", ">", oldest)
      .returning(["id", "channel_id", "verb", "asked", "asked_at"]);
    const [taken] = await Promise.all([taking.execute(), requests().where("asked_at", "<", forgotten).execute()]);
    return taken
      .toSorted((one, other) => one.asked_at.getTime() - other.asked_at.getTime())
      .map(({ id, channel_id: channelId, verb, asked }) => ({ id, channelId, verb, asked }));
  });
}

/** One look, as most of them find nothing. */
async function isAsked(context: Context, channelIds: readonly string[]): Promise<boolean> {
  const waiting = query
    .selectFrom("line_requests")
    .select("id")
    .where("workspace_id", "=", context.workspaceId)
    .where("channel_id", "in", [...channelIds])
    .where("taken_at", "is", null)
    .limit(1);
  return (await read(context, waiting)).length > 0;
}

/** Writes the answer to a request that was taken. */
export async function answerRequest(context: Context, id: string, answer: unknown): Promise<void> {
  await transact(context, async (tx) => {
    await tx.db
      .updateTable("line_requests")
      .set({ answer: JSON.stringify(answer), answered_at: tx.clock.now() })
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", id)
      .execute();
    tell(tx, tx.afterCommit, lineAnswered, id);
  });
}

/** The answer to a request, once there is one; reading it removes the request. */
export async function readAnswer(context: Context, id: string): Promise<{ answer: unknown } | null> {
  const removed = sql<{ answer: unknown }>`
    delete from line_requests
     where workspace_id = ${context.workspaceId}::uuid and id = ${id}::uuid and answered_at is not null
    returning answer`;
  const found = query
    .selectFrom("line_requests")
    .select("answered_at")
    .where("workspace_id", "=", context.workspaceId)
    .where("id", "=", id);
  const [row] = await read(context, found);
  if (!row?.answered_at) return null;
  const [answered] = await context.database.write(context.workspaceId, compilable(removed).compile());
  return answered ?? null;
}

/** Takes a request back; false when somebody has taken it already. */
export async function withdrawRequest(context: Context, id: string): Promise<boolean> {
  const withdrawn = sql<{ id: string }>`
    delete from line_requests
     where workspace_id = ${context.workspaceId}::uuid and id = ${id}::uuid and taken_at is null
    returning id`;
  const rows = await context.database.write(context.workspaceId, compilable(withdrawn).compile());
  return rows.length > 0;
}

/** Removes a request whose answer nobody waits for any more. */
export async function forgetRequest(context: Context, id: string): Promise<void> {
  const gone = sql`
    delete from line_requests where workspace_id = ${context.workspaceId}::uuid and id = ${id}::uuid`;
  await context.database.write(context.workspaceId, compilable(gone).compile());
}

function tell(
  { workspaceId, events }: Context,
  afterCommit: (effect: () => void) => void,
  kind: string,
  id: string,
): void {
  afterCommit(() => events.publish([{ workspaceId, id, kind }]));
}
