import { Modal } from "@mantine/core";
import { useState } from "react";
import type { Invited } from "#contract/invitations.ts";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { HandOver } from "#web/members/invite/hand-over.tsx";
import { InviteForm } from "#web/members/invite/invite-form.tsx";

interface InviteDialogProps {
  readonly onInvited?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Invites one person after another: who they are, then what to hand over to them, which is shown this once. */
export function InviteDialog({ onInvited, onClose }: InviteDialogProps) {
  useFocusBack();
  const [invited, setInvited] = useState<Invited | null>(null);
  function show(answer: Invited) {
    setInvited(answer);
    onInvited?.();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={480}
      title={invited ? `${invited.member.displayName} is invited` : "Invite a member"}
      // A click beside it must not throw away a password that is shown only once.
      closeOnClickOutside={invited === null}
    >
      {invited ? (
        <HandOver invited={invited} onAnother={() => setInvited(null)} onClose={onClose} />
      ) : (
        <InviteForm onInvited={show} onClose={onClose} />
      )}
    </Modal>
  );
}
