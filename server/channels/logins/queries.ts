import { type Selectable, sql, type Updateable } from "kysely";
import type { ChannelKind } from "#contract/channels.ts";
import type { ChannelLoginsTable } from "#server/channels/tables.ts";
import { actingMemberId, type Context, compilable, query, read, type Transaction } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/** A login as it is stored. */
export type LoginRow = Selectable<ChannelLoginsTable>;

/** One login of the workspace that is not over. */
export function loginById({ workspaceId, clock }: Context, loginId: string) {
  return query
    .selectFrom("channel_logins")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", loginId)
    .where("expires_at", ">", clock.now());
}

/** A login of the member who acts, or the refusal that also hides those of others. */
export async function accessLogin(context: Context, loginId: string): Promise<LoginRow> {
  const own = loginById(context, loginId).where("member_id", "=", actingMemberId(context) ?? "");
  const [row] = await read(context, own);
  if (!row) throw notFound();
  return row;
}

/** Changes a login as long as it stands as `stage` says; undefined when it does not. */
export function moveLogin(
  tx: Transaction,
  { id, stage }: Pick<LoginRow, "id" | "stage">,
  change: Updateable<ChannelLoginsTable>,
): Promise<LoginRow | undefined> {
  return tx.db
    .updateTable("channel_logins")
    .set(change)
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", id)
    .where("stage", "=", stage)
    .returningAll()
    .executeTakeFirst();
}

/** The channels of a kind, removed ones included, that have one of these accounts here. */
export function channelsOfAccounts({ workspaceId }: Context, kind: ChannelKind, accountIds: readonly string[]) {
  return query
    .selectFrom("channels")
    .select(["id", "account_id", "status", "granted_by", "removed_at"])
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind)
    .where("account_id", "in", [...accountIds, ""])
    .orderBy("created_at");
}

/** Which of these accounts any workspace has. Asked only about accounts that whoever asks has proven to be theirs. */
export async function connectedAnywhere(
  context: Context,
  kind: ChannelKind,
  accountIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const accounts = sql.val([...accountIds]);
  const found = sql<{ account_id: string }>`
    select account_id from connected_accounts(${kind}, ${accounts}::text[]) as account_id`;
  return new Set((await read(context, compilable(found))).map((row) => row.account_id));
}
