import { holds, type Right } from "#contract/rights.ts";
import { actingMemberId, type Context, read } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { wallOf } from "#server/conversations/policy.ts";
import { conversationsWithFace, type FileRow, fileById } from "#server/media/queries.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/**
 * A stored file that the actor may see: colleagues' faces by the right to see members, customers' faces and attachments with
 * their conversations, an upload that was not sent yet by who uploaded it. Refused 404 alike when it does not exist.
 */
export async function accessFile(context: Context, fileId: string): Promise<FileRow> {
  const [file] = await read(context, fileById(context.workspaceId, fileId));
  if (file?.state !== "stored" || !(await maySee(context, file))) throw notFound();
  return file;
}

async function maySee(context: Context, file: FileRow): Promise<boolean> {
  if (file.purpose === "member_avatar") return has(context, "members.read");
  if (file.purpose === "contact_avatar") return has(context, "inbox.read") && seesFace(context, file.id);
  if (file.conversation_id === null) return file.uploaded_by !== null && file.uploaded_by === actingMemberId(context);
  await accessConversation(context, file.conversation_id);
  return has(context, "inbox.read");
}

/** The face of a customer is for whoever sees a conversation with them. */
async function seesFace(context: Context, fileId: string): Promise<boolean> {
  const wall = wallOf(context.actor);
  if (!wall) return true;
  const rows = await read(context, conversationsWithFace(context.workspaceId, fileId).where(wall).limit(1));
  return rows.length > 0;
}

function has({ actor }: Context, right: Right): boolean {
  return actor.kind === "system" || holds(actor.role, right);
}
