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
  if (knownMessage(client, message) === known) keepMessage(client, message);
}

/** A message as its loaded thread has it. */
export function knownMessage(
  client: QueryClient,
  { id, conversationId }: Pick<Message, "id" | "conversationId">,
): Message | undefined {
  const data = client.getQueryData(threadQuery(conversationId).queryKey);
  return stretchOf(data).messages.find((one) => one.id === id);
}

/** Keeps something that happened to a conversation in its thread, if that thread is loaded. */
export function keepEvent(client: QueryClient, conversationId: string, event: ThreadEvent): void {
  client.setQueryData(threadQuery(conversationId).queryKey, (data) => data && patchEvent(data, event));
}
