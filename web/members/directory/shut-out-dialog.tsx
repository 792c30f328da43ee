import { Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type DirectoryEntry, deactivateMember, type HandOver, removeMember } from "#contract/directory.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { focusFault } from "#web/design/focus-fault.ts";
import { notifyDone } from "#web/design/notify.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { HandOverChoice } from "#web/members/directory/hand-over-choice.tsx";
import { keepEntry, refreshDirectory } from "#web/members/directory/use-directory.ts";
import { OwnPasswordInput } from "#web/members/own-password-input.tsx";
import { useCredentials } from "#web/members/use-credentials.ts";
import { call } from "#web/shell/api.ts";

interface ShutOutDialogProps {
  readonly member: DirectoryEntry;
  readonly deed: "deactivate" | "remove";
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Deactivates or removes a member, and asks who gets their open conversations. */
export function ShutOutDialog({ member, deed, onClose, onDone }: ShutOutDialogProps) {
  useFocusBack();
  const client = useQueryClient();
  const [handOver, setHandOver] = useState<HandOver | null>({ to: "unassigned" });
  const form = useForm({ initialValues: { currentPassword: "" } });
  const act = useCredentials(form, async ({ currentPassword }: { currentPassword: string }) => {
    if (!handOver) return;
    const body = { handOver, ...(member.can.confirm && { currentPassword }) };
    const params = { memberId: member.id };
    if (deed === "deactivate") keepEntry(client, await call(deactivateMember, { params, body }));
    else {
      await call(removeMember, { params, body });
      refreshDirectory(client);
    }
    notifyDone(`${member.displayName} is ${deed === "deactivate" ? "deactivated" : "removed"}.`);
    onDone();
  });
  const words = sentences[deed];
  return (
    <Modal opened onClose={onClose} title={`${words.verb} ${member.displayName}?`}>
      <form onSubmit={form.onSubmit((typed) => act.mutate(typed), focusFault(form))} noValidate>
        <Stack gap="md">
          <Text>{words.consequences}</Text>
          {member.openConversations > 0 ? (
            <HandOverChoice member={member} value={handOver} onChange={setHandOver} />
          ) : null}
          {member.can.confirm ? <OwnPasswordInput {...form.getInputProps("currentPassword")} /> : null}
          <DialogEnd
            verb={words.verb}
            busy={act.isPending}
            failure={act.sentence ?? form.errors["handOver.memberId"]?.toString() ?? null}
            onCancel={onClose}
            disabled={handOver === null}
            dangerous
          />
        </Stack>
      </form>
    </Modal>
  );
}

const sentences = {
  deactivate: {
    verb: "Deactivate",
    consequences: "They are signed out everywhere at once and cannot sign in until you reactivate them.",
  },
  remove: {
    verb: "Remove",
    consequences:
      "They are signed out everywhere at once and leave their teams. What they wrote stays under their name; to come back, they must be invited anew.",
  },
};
