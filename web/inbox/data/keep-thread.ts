import type { QueryClient } from "@tanstack/react-query";
import type { Message, ThreadEvent } from "#contract/messages.ts";
import { patchEvent, patchMessage, stretchOf } from "#web/inbox/data/patch-thread.ts";
import { threadQuery } from "#web/inbox/data/queries.ts";

/** Keeps a new or changed message in its thread, if that thread is loaded. */
export function keepMessage(client: QueryClient, message: Message): void {
  client.setQueryData(threadQuery(message.conversationId).queryKey, (data) => data && patchMessage(data, message));
}

/**
 * Keeps the answer to a call about a message that was `known` like this before (undefined: not at all). If the thread has been
 * told otherwise meanwhile, that is newer: what follows a call may be told before its own answer arrives.
 */
export function keepAnswer(client: QueryClient, message: Message, known: Message | undefined): void {
  const data = client.getQueryData(threadQuery(message.conversationId).queryKey);
  if (stretchOf(data).messages.find((one) => one.id === message.id) === known) keepMessage(client, message);
}

/** Keeps something that happened to a conversation in its thread, if that thread is loaded. */
export function keepEvent(client: QueryClient, conversationId: string, event: ThreadEvent): void {
  client.setQueryData(threadQuery(conversationId).queryKey, (data) => data && patchEvent(data, event));
}
