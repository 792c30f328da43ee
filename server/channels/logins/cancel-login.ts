import { accessLogin } from "#server/channels/logins/queries.ts";
import { type Context, transact } from "#server/context.ts";

/** Ends a login of the member who acts; nothing of it is kept. */
export async function cancelLogin(context: Context, loginId: string): Promise<void> {
  const { id } = await accessLogin(context, loginId);
  await transact(context, ({ db, workspaceId }) =>
    db.deleteFrom("channel_logins").where("workspace_id", "=", workspaceId).where("id", "=", id).execute(),
  );
}
