import { sql } from "kysely";
import { type Context, compilable, read } from "#server/context.ts";

/** A chat with the oldest of its recent messages, as the outside service names them. */
export interface RecentChat {
  readonly chatId: string;
  readonly externalId: string;
  readonly isOurs: boolean;
  readonly sentAt: Date;
}

const most = 200;

/** The chats of a channel in which something was said since a moment, the latest first. */
export function listRecentChats(context: Context, channelId: string, since: Date): Promise<RecentChat[]> {
  const workspace = sql`${context.workspaceId}::uuid`;
  return read(
    context,
    compilable(sql<RecentChat>`
      select c.external_id as "chatId", m.external_id as "externalId", m.direction = 'outbound' as "isOurs", m.sent_at as "sentAt"
        from (select id, external_id from conversations
               where workspace_id = ${workspace} and channel_id = ${channelId}::uuid and last_activity_at >= ${since}::timestamptz
               order by last_activity_at desc limit ${sql.lit(most)}) c
       cross join lateral (
         select m.external_id, m.direction, m.sent_at from messages m
          where m.workspace_id = ${workspace} and m.conversation_id = c.id and m.direction <> 'note' and m.external_id is not null
            and m.sent_at >= ${since}::timestamptz
          order by m.sent_at, m.sequence limit 1) m`),
  );
}
