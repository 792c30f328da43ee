import { holds, type Right } from "#contract/rights.ts";
import { actingMemberId, type Context, read } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { type FileRow, fileById } from "#server/media/queries.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/**
 * A stored file that the actor may see: faces by the right to see whose they are, attachments with their conversation,
 * an upload that was not sent yet by who uploaded it. Refused 404 alike when it does not exist.
 */
export async function accessFile(context: Context, fileId: string): Promise<FileRow> {
  const [file] = await read(context, fileById(context.workspaceId, fileId));
  if (file?.state !== "stored" || !(await maySee(context, file))) throw notFound();
  return file;
}

async function maySee(context: Context, file: FileRow): Promise<boolean> {
  if (file.purpose === "member_avatar") return has(context, "members.read");
  if (file.purpose === "contact_avatar") return has(context, "inbox.read");
  if (file.conversation_id === null) return file.uploaded_by !== null && file.uploaded_by === actingMemberId(context);
  await accessConversation(context, file.conversation_id);
  return has(context, "inbox.read");
}

function has({ actor }: Context, right: Right): boolean {
  return actor.kind === "system" || holds(actor.role, right);
}
