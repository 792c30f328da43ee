import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type DirectoryEntry, resetPassword } from "#contract/directory.ts";
import { CopyButton } from "#web/design/copy-button.tsx";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { focusFault } from "#web/design/focus-fault.ts";
import { Notice } from "#web/design/notice.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { refreshDirectory } from "#web/members/directory/use-directory.ts";
import styles from "#web/members/invite/hand-over.module.css";
import { OwnPasswordInput } from "#web/members/own-password-input.tsx";
import { useCredentials } from "#web/members/use-credentials.ts";
import { call } from "#web/shell/api.ts";

interface ResetPasswordProps {
  readonly member: DirectoryEntry;
  readonly onClose: () => void;
}

/** Makes a new password for a member and shows it this once. */
export function ResetPassword({ member, onClose }: ResetPasswordProps) {
  useFocusBack();
  const client = useQueryClient();
  const [password, setPassword] = useState<string | null>(null);
  const form = useForm({ initialValues: { currentPassword: "" } });
  const reset = useCredentials(form, async ({ currentPassword }: { currentPassword: string }) => {
    const body = member.can.confirm ? { currentPassword } : {};
    setPassword((await call(resetPassword, { params: { memberId: member.id }, body })).password);
    refreshDirectory(client);
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={password === null ? `Reset the password of ${member.displayName}?` : "The new password"}
      closeOnClickOutside={password === null}
    >
      {password === null ? (
        <form onSubmit={form.onSubmit((typed) => reset.mutate(typed), focusFault(form))} noValidate>
          <Stack gap="md">
            <Text>
              They are signed out everywhere. The new password is shown to you once; with it they choose their own.
            </Text>
            {member.can.confirm ? <OwnPasswordInput {...form.getInputProps("currentPassword")} /> : null}
            <DialogEnd verb="Make a new password" busy={reset.isPending} failure={reset.sentence} onCancel={onClose} />
          </Stack>
        </form>
      ) : (
        <ShownOnce name={member.displayName} password={password} onClose={onClose} />
      )}
    </Modal>
  );
}

function ShownOnce({ name, password, onClose }: { name: string; password: string; onClose: () => void }) {
  return (
    <Stack gap="md">
      <Text>Hand it over to {name} yourself. They choose their own when they sign in with it.</Text>
      <div className={styles.password}>
        <code>{password}</code>
        <CopyButton value={password} label="Copy password" />
      </div>
      <Notice meaning="attention">It is shown this once. Afterwards it can only be made anew.</Notice>
      <Group justify="flex-end">
        <Button ref={focusAtOnce} onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
