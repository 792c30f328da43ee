import { IconInbox, IconSettings, type TablerIcon } from "@tabler/icons-react";
import type { Right } from "#contract/rights.ts";

/** A room of the app, as the rail shows it. */
export interface Room {
  readonly name: string;
  readonly path: "/inbox" | "/settings";
  readonly icon: TablerIcon;
  /** Who lacks this right does not see the room. */
  readonly right: Right;
  /** Other words by which the palette finds it. */
  readonly words: string;
}

/** The rooms, from top to bottom. */
export const rooms: readonly Room[] = [
  { name: "Inbox", path: "/inbox", icon: IconInbox, right: "inbox.read", words: "conversations messages chats" },
  {
    name: "Settings",
    path: "/settings",
    icon: IconSettings,
    right: "profile.edit",
    words: "preferences configuration",
  },
];
