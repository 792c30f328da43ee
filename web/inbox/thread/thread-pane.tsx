import { IconArrowForwardUp } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import type { Conversation } from "#contract/conversations.ts";
import type { Message } from "#contract/messages.ts";
import { channelsQuery } from "#web/channels/channels-query.ts";
import { EmptyState } from "#web/design/empty-state.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { Composer } from "#web/inbox/composer/composer.tsx";
import type { ComposerHandle } from "#web/inbox/composer/use-writing.ts";
import { LargeView } from "#web/inbox/content/large-view.tsx";
import { useGone } from "#web/inbox/data/gone.ts";
import { knownRow } from "#web/inbox/data/keep-conversation.ts";
import type { Unsent } from "#web/inbox/data/outbox.ts";
import { conversationQuery, threadQuery } from "#web/inbox/data/queries.ts";
import { ReactionPlace } from "#web/inbox/reactions/reaction-place.tsx";
import { ThreadActionsProvider } from "#web/inbox/thread/thread-actions.ts";
import { ThreadHeader } from "#web/inbox/thread/thread-header.tsx";
import { ThreadLog } from "#web/inbox/thread/thread-log.tsx";
import styles from "#web/inbox/thread/thread-pane.module.css";
import { ThreadSkeleton } from "#web/inbox/thread/thread-skeleton.tsx";
import { useFileDrop } from "#web/inbox/thread/use-file-drop.ts";
import { useJump } from "#web/inbox/thread/use-jump.ts";
import { useMarkRead } from "#web/inbox/thread/use-mark-read.ts";
import { useShowAsked } from "#web/inbox/thread/use-show-asked.ts";
import { TransferDialog } from "#web/inbox/transfer/transfer-dialog.tsx";
import { useMarkNotificationsSeen } from "#web/notifications/use-mark-notifications-seen.ts";
import { Problem } from "#web/shell/problem.ts";
import { WhyDialog } from "#web/sight/why-dialog.tsx";

/** The open conversation: who, what was said, and the answer. */
export function ThreadPane({ conversationId }: { conversationId: string }) {
  const client = useQueryClient();
  const [known] = useState(() => knownRow(client, conversationId));
  const query = useQuery({ ...conversationQuery(conversationId), ...(known ? { initialData: known } : {}) });
  // Started beside the conversation rather than after it.
  useInfiniteQuery(threadQuery(conversationId));
  const holder = useGone(conversationId);
  const isMissed = query.isError && isMissing(query.error);
  const isGone = holder !== undefined || (isMissed && query.data !== undefined);
  useMarkRead(isGone ? undefined : query.data);
  // Also when nobody said so: a team may have lost this member, and then it is only found when it is fetched again.
  if (isGone) return <GoneConversation holder={holder ?? null} />;
  if (query.data) return <OpenThread conversation={query.data} />;
  if (!query.isError) return <ThreadSkeleton />;
  if (isMissed) {
    const sentence = "It may have been removed, or it is not open to you. Choose another from the list.";
    return <ErrorState title="This conversation does not exist" error={sentence} />;
  }
  const title = "The conversation could not be loaded";
  return <ErrorState title={title} error={query.error} onRetry={() => void query.refetch()} />;
}

/** In the place of a thread that this member had open when it left their sight. */
function GoneConversation({ holder }: { holder: string | null }) {
  return (
    <EmptyState
      icon={IconArrowForwardUp}
      title={holder === null ? "This conversation is no longer open to you" : `${holder} has this conversation now`}
      sentence="Colleagues of another team look after it, and you see only what is yours. Choose another from the list."
    />
  );
}

/** An address that was cut short or mistyped is refused (400) rather than looked for. */
function isMissing(error: Error): boolean {
  return error instanceof Problem && (error.status === 404 || error.status === 400);
}

function OpenThread({ conversation }: { conversation: Conversation }) {
  const composer = useRef<ComposerHandle>(null);
  const { foundId, jumpTo } = useJump(conversation.id);
  useShowAsked(conversation.id, jumpTo);
  useMarkNotificationsSeen(conversation.id);
  const drop = useFileDrop(conversation.can.reply, (files) => composer.current?.addFiles(files));
  const contactName = conversation.contact.name;
  const canReply = conversation.can.reply;
  const channels = useQuery(channelsQuery).data?.items;
  const capabilities = channels?.find(({ id }) => id === conversation.channel.id)?.capabilities;
  const canReact = canReply && (capabilities?.reaction ?? false);
  const actions = useMemo(
    () => ({
      contactName,
      canReply,
      canReact,
      jumpTo: (id: string) => void jumpTo(id),
      replyTo: (message: Message) => composer.current?.replyTo(message),
      edit: (message: Message) => composer.current?.edit(message),
      takeBack: (unsent: Unsent) => composer.current?.takeBack(unsent),
    }),
    [contactName, canReply, canReact, jumpTo],
  );
  return (
    <ThreadActionsProvider value={actions}>
      <div className={styles.pane} {...drop.handlers}>
        <ThreadHeader conversation={conversation} />
        <ThreadLog conversation={conversation} foundId={foundId} />
        <Composer ref={composer} conversation={conversation} />
        <ReactionPlace />
        <LargeView conversationId={conversation.id} />
        <TransferDialog conversation={conversation} />
        <WhyDialog conversation={conversation} />
        {drop.over ? <div className={styles.drop}>Drop files to attach them</div> : null}
      </div>
    </ThreadActionsProvider>
  );
}
