import { queryOptions } from "@tanstack/react-query";
import { listHeldConversations, readSendingGuards, readSendingOutlook } from "#contract/sending-guards.ts";
import { call } from "#web/shell/api.ts";

/** Where the cache keeps what channels hold back, and whether messages would leave. */
export const guardsKey = ["sending-guards"] as const;

/** Where it keeps whether a message to one of the conversations would leave. */
export const outlookKey = ["sending-outlook"] as const;

/** The guards of a channel and today's use, asked for anew while they are shown, as each message changes that. */
export function guardsQuery(channelId: string) {
  return queryOptions({
    queryKey: [...guardsKey, channelId],
    queryFn: ({ signal }) => call(readSendingGuards, { params: { channelId }, signal }),
    staleTime: 0,
    refetchInterval: 15_000,
  });
}

/** The conversations that a channel holds back. */
export function heldQuery(channelId: string) {
  return queryOptions({
    queryKey: [...guardsKey, channelId, "held"],
    queryFn: ({ signal }) => call(listHeldConversations, { params: { channelId }, signal }),
    staleTime: 0,
    refetchInterval: 15_000,
  });
}

/** Whether a message to this customer would leave. */
export function outlookQuery(conversationId: string) {
  return queryOptions({
    queryKey: [...outlookKey, conversationId],
    queryFn: ({ signal }) => call(readSendingOutlook, { params: { conversationId }, signal }),
    staleTime: 0,
  });
}
