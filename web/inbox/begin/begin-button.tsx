import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMessagePlus } from "@tabler/icons-react";
import { beginning, useFirstContactChannels } from "#web/inbox/begin/beginning.ts";

/** "New conversation", where a channel lets members write first. */
export function BeginButton() {
  if (useFirstContactChannels().length === 0) return null;
  return (
    <Tooltip label="New conversation">
      <ActionIcon variant="subtle" color="gray" aria-label="New conversation" onClick={() => beginning.set(true)}>
        <IconMessagePlus size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
