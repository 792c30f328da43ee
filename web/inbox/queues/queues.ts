import {
  IconArchive,
  IconAt,
  IconInbox,
  IconMessageReply,
  IconUser,
  IconUserQuestion,
  type TablerIcon,
} from "@tabler/icons-react";
import type { InboxQueue } from "#contract/conversations.ts";

/** A queue as the screens name it. */
export interface Queue {
  readonly id: Exclude<InboxQueue, "team">;
  readonly name: string;
  readonly icon: TablerIcon;
  /** What stands in its place when it is empty: what this is, and what to do next. */
  readonly empty: { readonly title: string; readonly sentence: string };
}

/** The queues that everybody has, from top to bottom; those of the teams stand between. */
export const queues: readonly Queue[] = [
  {
    id: "mine",
    name: "Mine",
    icon: IconUser,
    empty: {
      title: "Nothing is assigned to you",
      sentence: "Open a conversation of Unassigned and press A to take it.",
    },
  },
  {
    id: "mentions",
    name: "Mentions",
    icon: IconAt,
    empty: {
      title: "Nobody has mentioned you",
      sentence:
        "When a colleague names you in a note, with @ and your name, its conversation appears here until it is archived.",
    },
  },
  {
    id: "unassigned",
    name: "Unassigned",
    icon: IconUserQuestion,
    empty: {
      title: "Every conversation has someone",
      sentence: "New customers appear here until a member takes them. All shows who has what.",
    },
  },
  {
    id: "all",
    name: "All",
    icon: IconInbox,
    empty: {
      title: "No open conversations",
      sentence: "The next message of a customer opens one. Former ones are in the Archive.",
    },
  },
  {
    id: "unreplied",
    name: "Unreplied",
    icon: IconMessageReply,
    empty: {
      title: "Everyone has an answer",
      sentence: "Conversations whose last word is the customer's appear here.",
    },
  },
  {
    id: "archive",
    name: "Archive",
    icon: IconArchive,
    empty: {
      title: "Nothing is archived",
      sentence: "Press E in a conversation that is done. The customer's next message opens it again.",
    },
  },
];
