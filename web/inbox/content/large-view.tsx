import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useMemo } from "react";
import type { Attachment } from "#contract/message-content.ts";
import { shownLarge } from "#web/inbox/content/shown-large.ts";
import { stretchOf } from "#web/inbox/data/patch-thread.ts";
import { threadQuery } from "#web/inbox/data/queries.ts";
import { useStore } from "#web/shell/store.ts";

const Lightbox = lazy(() => import("#web/inbox/content/lightbox.tsx"));

/** Where what was clicked in a conversation is shown large. Leaving the conversation ends it. */
export function LargeView({ conversationId }: { conversationId: string }) {
  const attachment = useStore(shownLarge);
  useEffect(() => () => shownLarge.set(null), []);
  if (!attachment) return null;
  return (
    <Suspense fallback={null}>
      <Opened conversationId={conversationId} attachment={attachment} />
    </Suspense>
  );
}

function Opened({ conversationId, attachment }: { conversationId: string; attachment: Attachment }) {
  const client = useQueryClient();
  const data = client.getQueryData(threadQuery(conversationId).queryKey);
  const all = useMemo(() => seenIn(data), [data]);
  return <Lightbox all={all} attachment={attachment} onShow={shownLarge.set} onClose={() => shownLarge.set(null)} />;
}

function seenIn(data: Parameters<typeof stretchOf>[0]): Attachment[] {
  return stretchOf(data).messages.flatMap(({ content }) =>
    (content.kind === "photo" || content.kind === "video") && content.attachment.state === "stored"
      ? [content.attachment]
      : [],
  );
}
