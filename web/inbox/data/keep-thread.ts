import type { QueryClient } from "@tanstack/react-query";
import type { Message, ThreadEvent } from "#contract/messages.ts";
import { patchEvent, patchMessage } from "#web/inbox/data/patch-thread.ts";
import { threadQuery } from "#web/inbox/data/queries.ts";

/** Keeps a new or changed message in its thread, if that thread is loaded. */
export function keepMessage(client: QueryClient, message: Message): void {
  client.setQueryData(threadQuery(message.conversationId).queryKey, (data) => data && patchMessage(data, message));
}

/** Keeps something that happened to a conversation in its thread, if that thread is loaded. */
export function keepEvent(client: QueryClient, conversationId: string, event: ThreadEvent): void {
  client.setQueryData(threadQuery(conversationId).queryKey, (data) => data && patchEvent(data, event));
}
