import { IconCircleCheck, IconMail, IconUserOff, type TablerIcon } from "@tabler/icons-react";
import type { DirectoryMember } from "#contract/directory.ts";
import type { Meaning } from "#web/design/meaning.ts";

type Status = DirectoryMember["status"];

/** What a member's status is called, and how it looks. */
export const statusWords: Readonly<
  Record<Status, { readonly name: string; readonly meaning: Meaning; readonly icon: TablerIcon }>
> = {
  active: { name: "Active", meaning: "good", icon: IconCircleCheck },
  invited: { name: "Invited", meaning: "attention", icon: IconMail },
  deactivated: { name: "Deactivated", meaning: "quiet", icon: IconUserOff },
  removed: { name: "Removed", meaning: "quiet", icon: IconUserOff },
};
