import { sql } from "kysely";
import { type Context, transact } from "#server/context.ts";
import { findChat } from "#server/conversations/find-chat.ts";
import { abilityOf, type LineParts, openLine } from "#server/conversations/line-parts.ts";
import { readRows } from "#server/conversations/read-rows.ts";
import { tellReadLater } from "#server/conversations/send/tell-read-later.ts";

interface Untold {
  readonly external_id: string;
  readonly created_at: Date;
}

// Who opens a conversation after a long time has read its end; older ticks tell nobody anything.
const mostMessages = 200;
const againMilliseconds = 60_000;
const patienceMilliseconds = 3_600_000;

/**
 * Tells the customer that what had arrived until a moment was read, where their service shows it. What came in before the account was
 * linked is left as it was. While the channel is away it is tried again for an hour; then whoever reads next tells it along.
 */
export async function tellRead(
  context: Context,
  parts: LineParts,
  conversationId: string,
  until: Date,
  signal: AbortSignal,
): Promise<void> {
  const chat = await findChat(context, conversationId);
  const markRead = abilityOf(parts, chat, "markRead");
  const untold = markRead ? await findUntold(context, conversationId, until) : [];
  const [newest] = untold;
  if (!markRead || !newest) return;
  const connection = await openLine(context, parts, chat.channelId);
  if (!connection) return;
  const externalIds = untold.map(({ external_id }) => external_id);
  const { outcome } = await markRead(connection, chat.chatId, externalIds, signal);
  if (outcome === "done") await noteTold(context, conversationId, newest.created_at);
  else await tryAgain(context, conversationId, until);
}

function findUntold(context: Context, conversationId: string, until: Date): Promise<Untold[]> {
  return readRows(
    context,
    sql<Untold>`
      select m.external_id, m.created_at
        from messages m
        join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
        join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
       where m.workspace_id = ${context.workspaceId}::uuid and m.conversation_id = ${conversationId}::uuid
         and m.direction = 'inbound' and m.external_id is not null and m.sent_at >= ch.created_at
         and m.created_at > coalesce(c.read_told_at, '-infinity') and m.created_at <= ${until}::timestamptz
       order by m.sent_at desc, m.sequence desc limit ${mostMessages}`,
  );
}

function noteTold(context: Context, conversationId: string, at: Date): Promise<unknown> {
  return transact(context, (tx) =>
    sql`
      update conversations set read_told_at = greatest(read_told_at, ${at}::timestamptz)
       where workspace_id = ${tx.workspaceId}::uuid and id = ${conversationId}::uuid`.execute(tx.db),
  );
}

async function tryAgain(context: Context, conversationId: string, until: Date): Promise<void> {
  const now = context.clock.now().getTime();
  if (now - until.getTime() > patienceMilliseconds) return;
  const runAt = new Date(now + againMilliseconds);
  await transact(context, (tx) => tellReadLater(tx, conversationId, until, runAt));
}
