import type { Conversation, InboxQueue } from "#contract/conversations.ts";

/** What a list of conversations shows: a queue, perhaps of one channel, perhaps only the searched names. */
export interface ListFilter {
  readonly queue: InboxQueue;
  /** Whose queue, where it is the one of a team. */
  readonly teamId?: string | undefined;
  readonly channelId?: string | undefined;
  readonly search?: string | undefined;
}

/** A conversation as live events carry it: `unread` differs between members. */
export type SharedConversation = Omit<Conversation, "unread">;

/** Whether a conversation belongs into a queue, by the same rules as the server's lists. */
export function belongsToQueue(
  conversation: SharedConversation,
  { queue, teamId }: Pick<ListFilter, "queue" | "teamId">,
  memberId: string,
): boolean {
  const archived = conversation.archivedAt !== null;
  if (queue === "archive") return archived;
  if (archived) return false;
  if (queue === "mine") return conversation.assignee?.memberId === memberId;
  if (queue === "unassigned") return conversation.assignee === null;
  if (queue === "team") return conversation.team?.id === teamId;
  return queue === "all" || queue === "mentions" || conversation.unreplied;
}

/**
 * Whether a conversation belongs into a list. `unknown` when only the server can tell, because a name is searched, or who is
 * mentioned: such a list is changed in place and never grows by itself.
 */
export function belongs(
  conversation: SharedConversation,
  filter: ListFilter,
  memberId: string,
): "yes" | "no" | "unknown" {
  if (filter.channelId && conversation.channel.id !== filter.channelId) return "no";
  if (!belongsToQueue(conversation, filter, memberId)) return "no";
  return filter.search || filter.queue === "mentions" ? "unknown" : "yes";
}
