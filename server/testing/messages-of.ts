import { type Context, query, read } from "#server/context.ts";

/** The texts of all messages of a workspace, in the order in which people see them. */
export async function textsOf(context: Context): Promise<string[]> {
  const messages = query
    .selectFrom("messages")
    .select("text")
    .where("workspace_id", "=", context.workspaceId)
    .orderBy("sent_at")
    .orderBy("sequence")
    .orderBy("id");
  return (await read(context, messages)).map(({ text }) => text ?? "");
}
