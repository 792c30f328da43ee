import { lazy, Suspense, useEffect } from "react";
import { createPortal } from "react-dom";
import { reacting } from "#web/inbox/reactions/reacting.ts";
import { useStore } from "#web/shell/store.ts";

const ReactionMenu = lazy(() => import("#web/inbox/reactions/reaction-menu.tsx"));

/** Where the choice of a reaction opens in a thread. Leaving the conversation ends it. */
export function ReactionPlace() {
  const chosen = useStore(reacting);
  useEffect(() => () => reacting.set(null), []);
  if (!chosen) return null;
  // Outside of the inbox, whose panes are places of their own to what stands fixed on the screen.
  return createPortal(
    <Suspense fallback={null}>
      <ReactionMenu key={chosen.message.id} chosen={chosen} />
    </Suspense>,
    document.body,
  );
}
