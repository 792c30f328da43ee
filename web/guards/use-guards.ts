import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { BodyGiven } from "#contract/endpoint.ts";
import { changeSendingGuards } from "#contract/sending-guards.ts";
import { guardsKey, guardsQuery, heldQuery, outlookQuery } from "#web/guards/guards-query.ts";
import { call } from "#web/shell/api.ts";
import { useLiveRefresh } from "#web/shell/use-live-refresh.ts";

/** The guards of a channel, kept true by what the server tells while they are shown. */
export function useGuards(channelId: string) {
  useLiveRefresh(
    [[...guardsKey, channelId]],
    (event) => event.kind === "sending_guards" && event.channelId === channelId,
  );
  return useQuery(guardsQuery(channelId));
}

/** The conversations that a channel holds back, likewise. */
export function useHeld(channelId: string) {
  useLiveRefresh([heldQuery(channelId).queryKey], (event) => event.kind === "conversation" && event.event !== null);
  return useQuery(heldQuery(channelId));
}

/** Whether a message to this customer would leave, asked again whenever something happens that may change it. */
export function useOutlook(conversationId: string, channelId: string, isGuarded: boolean) {
  const query = outlookQuery(conversationId);
  useLiveRefresh([query.queryKey], (event) => {
    if (event.kind === "sending_guards") return event.channelId === channelId;
    return (event.kind === "conversation" || event.kind === "message") && event.conversation.channel.id === channelId;
  });
  return useQuery({ ...query, enabled: isGuarded }).data;
}

/** Saves guards of a channel and shows them in this tab at once; other browsers hear of it by the live connection. */
export function useChangeGuards(channelId: string): (change: BodyGiven<typeof changeSendingGuards>) => Promise<void> {
  const client = useQueryClient();
  return async (body) => {
    const guards = await call(changeSendingGuards, { params: { channelId }, body });
    client.setQueryData(guardsQuery(channelId).queryKey, guards);
    void client.invalidateQueries({ queryKey: heldQuery(channelId).queryKey });
  };
}
