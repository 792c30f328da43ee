import { useCallback, useRef, useState } from "react";
import { type Draft, type DraftPlace, emptyDraft, keepDraft, readDraft } from "#web/inbox/composer/drafts.ts";
import { useSession } from "#web/shell/session.ts";

/** The draft of a conversation, for the customer or for colleagues, kept in this browser with every change. */
export function useDraft(conversationId: string, kind: DraftPlace["kind"]) {
  const memberId = useSession().profile.id;
  const [draft, setDraft] = useState(() => readDraft(() => localStorage, { memberId, conversationId, kind }));
  const latest = useRef(draft);

  const change = useCallback(
    (next: Partial<Draft> | ((former: Draft) => Partial<Draft>)) => {
      const changes = typeof next === "function" ? next(latest.current) : next;
      latest.current = { ...latest.current, ...changes };
      keepDraft(() => localStorage, { memberId, conversationId, kind }, latest.current);
      setDraft(latest.current);
    },
    [memberId, conversationId, kind],
  );

  return { draft, change, clear: () => change(emptyDraft) };
}
