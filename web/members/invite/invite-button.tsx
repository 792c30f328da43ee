import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { InviteDialog } from "#web/members/invite/invite-dialog.tsx";

/** Opens the dialog that invites somebody to the workspace. `onInvited` hears of each invitation that was made. */
export function InviteButton({ onInvited }: { onInvited?: (() => void) | undefined }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button leftSection={<IconUserPlus size={16} />} onClick={() => setOpened(true)}>
        Invite
      </Button>
      {opened ? <InviteDialog onInvited={onInvited} onClose={() => setOpened(false)} /> : null}
    </>
  );
}
