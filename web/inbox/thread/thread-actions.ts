import { createContext, useContext } from "react";
import type { Message } from "#contract/messages.ts";
import type { Unsent } from "#web/inbox/data/outbox.ts";

/** What the parts of a thread can ask of it. */
export interface ThreadActions {
  readonly contactName: string;
  readonly canReply: boolean;
  /** The channel takes reactions from us. */
  readonly canReact: boolean;
  /** Scrolls to a message, fetching older ones until it is there. */
  readonly jumpTo: (messageId: string) => void;
  /** Makes the composer answer that message. */
  readonly replyTo: (message: Message) => void;
  /** Puts the text of a message into the composer. */
  readonly edit: (message: Message) => void;
  /** Puts back into the composer what the server refused. */
  readonly takeBack: (unsent: Unsent) => void;
}

const Actions = createContext<ThreadActions | null>(null);

/** Gives the parts of a thread what they can ask of it. */
export const ThreadActionsProvider = Actions.Provider;

/** What can be asked of the thread that this part stands in. */
export function useThreadActions(): ThreadActions {
  const actions = useContext(Actions);
  if (!actions) throw new Error("This part stands outside of a thread.");
  return actions;
}
