import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { LiveEvent } from "#contract/live.ts";
import { contactKey } from "#web/contacts/contact-query.ts";
import { forgetConversation, lookAgain, seeAgain } from "#web/inbox/data/gone.ts";
import { hearChannel, hearRemovedChannel } from "#web/inbox/data/hear-channel.ts";
import { applyShared, changeUnread } from "#web/inbox/data/keep-conversation.ts";
import { keepEvent, keepMessage } from "#web/inbox/data/keep-thread.ts";
import { settleByMessage } from "#web/inbox/data/outbox.ts";
import { keys, membersQuery } from "#web/inbox/data/queries.ts";
import { type Doing, hearTyping } from "#web/inbox/data/typing.ts";
import { useLive } from "#web/shell/live.tsx";
import { useSession } from "#web/shell/session.ts";
import { throttle } from "#web/shell/throttle.ts";
import { askAgainIfAsked, whenQuiet } from "#web/shell/when-quiet.ts";
import { teamsKey } from "#web/teams/teams-query.ts";

const countsEveryMs = 800;
const refreshEveryMs = 1_000;
/** Where the names of colleagues and teams come from. */
const names = [keys.members, teamsKey];
const shown = [keys.list, keys.conversation, keys.thread, contactKey];

/** Keeps everything that the inbox has in its cache true as live events come in. Mounted once, by the inbox. */
export function useInboxLive(): void {
  const client = useQueryClient();
  const me = useSession().profile.id;
  const [recount] = useState(() =>
    throttle(() => void client.invalidateQueries({ queryKey: keys.counts }), countsEveryMs),
  );
  const [refresh] = useState(() =>
    throttle(() => whenQuiet(client, shown, () => refetch(client, "active")), refreshEveryMs),
  );
  const [rename] = useState(() => throttle(() => again(client, names), refreshEveryMs));
  useEffect(() => {
    return () => {
      recount.stop();
      refresh.stop();
      rename.stop();
      // Nobody listens from here on, so what is kept may be old when the inbox is opened again.
      refetch(client, "none");
    };
  }, [client, recount, refresh, rename]);
  useLive((event) => {
    const isNamed = changesNames(client, event);
    hear(client, event, me);
    // Many at once when members are brought in by a file, so they are gathered.
    if (event.kind === "member" || isNamed) rename.call();
    if (isNamed) refresh.call();
    if (!changesConversations(event)) return;
    recount.call();
    // An answer that is on its way may be older than what was just told, and would undo it.
    if (shown.some((queryKey) => client.isFetching({ queryKey }) > 0)) refresh.call();
  });
}

function refetch(client: QueryClient, refetchType: "active" | "none"): void {
  for (const queryKey of [...shown, keys.counts]) void client.invalidateQueries({ queryKey, refetchType });
}

function hear(client: QueryClient, event: LiveEvent, me: string): void {
  if (event.kind === "message") hearMessage(client, event, me);
  else if (event.kind === "conversation") hearConversation(client, event, me);
  else if (event.kind === "typing") hearTyping(event.conversationId, doingOf(event));
  else if (event.kind === "read") changeUnread(client, event.conversationId, () => 0);
  else if (event.kind === "channel") hearChannel(client, event.channel);
  else if (event.kind === "channel_removed") hearRemovedChannel(client, event.channelId);
  else if (event.kind === "conversation_gone") forgetConversation(client, event.conversationId);
  else if (event.kind === "availability") hearAvailability(client, event);
  else if (event.kind === "resync" || event.kind === "access_changed") lookAgain(client);
  else if (event.kind === "notification" && event.notification.kind === "mentioned") again(client, [keys.list]);
}

function doingOf({ isTyping, isRecording }: Extract<LiveEvent, { kind: "typing" }>): Doing | null {
  if (!isTyping) return null;
  return isRecording ? "recording" : "writing";
}

function changesConversations({ kind }: LiveEvent): boolean {
  return kind === "message" || kind === "conversation" || kind === "read" || kind === "notification";
}

/** Rows and threads show the names of teams, and those of members with their faces. Of somebody who is new they show nothing yet. */
function changesNames(client: QueryClient, event: LiveEvent): boolean {
  if (event.kind === "team" || event.kind === "team_removed") return true;
  if (event.kind !== "member") return false;
  const { id, displayName, avatarFileId, status } = event.member;
  const list = client.getQueryData(membersQuery.queryKey);
  const known = list?.items.find((one) => one.id === id);
  if (!known) return list?.next !== null;
  return known.displayName !== displayName || known.avatarFileId !== avatarFileId || status === "removed";
}

function again(client: QueryClient, all: readonly (readonly string[])[]): void {
  for (const queryKey of all) void client.invalidateQueries({ queryKey });
}

/** Whether somebody is available stands only beside the members themselves. */
function hearAvailability(
  client: QueryClient,
  { memberId, availability }: Extract<LiveEvent, { kind: "availability" }>,
): void {
  client.setQueryData(membersQuery.queryKey, (kept) =>
    kept ? { ...kept, items: kept.items.map((one) => (one.id === memberId ? { ...one, availability } : one)) } : kept,
  );
  askAgainIfAsked(client, membersQuery.queryKey);
}

function hearConversation(client: QueryClient, event: Extract<LiveEvent, { kind: "conversation" }>, me: string): void {
  const { conversation, event: told } = event;
  seeAgain(client, conversation.id);
  applyShared(client, conversation, me, 0);
  if (told) keepEvent(client, conversation.id, told);
  void client.invalidateQueries({ queryKey: [...contactKey, conversation.contact.id] });
}

function hearMessage(client: QueryClient, event: Extract<LiveEvent, { kind: "message" }>, me: string): void {
  const { message, conversation, isNew } = event;
  seeAgain(client, conversation.id);
  // Who has sent what they wrote writes no more; what they begin next is told anew.
  if (isNew && message.direction === "inbound") hearTyping(conversation.id, null);
  if (isNew && message.author?.memberId === me) settleByMessage(message, me);
  keepMessage(client, message);
  applyShared(client, conversation, me, isNew && message.direction === "inbound" ? 1 : 0);
}
