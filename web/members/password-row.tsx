import { Button, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changePassword, type Profile } from "#contract/members.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { focusFault } from "#web/design/focus-fault.ts";
import { counted } from "#web/design/format-number.ts";
import { notifyDone } from "#web/design/notify.tsx";
import { sentencesBy } from "#web/design/sentences-by.ts";
import { SettingRow } from "#web/design/setting.tsx";
import { useCredentials } from "#web/members/use-credentials.ts";
import { NewPasswordInput } from "#web/sessions/new-password-input.tsx";
import { sessionsKey } from "#web/sessions/sessions-query.ts";
import { call } from "#web/shell/api.ts";
import { useSession } from "#web/shell/session.ts";
import { UnsavedGuard } from "#web/shell/unsaved.tsx";

/** A new password, which ends every other session. */
export function PasswordRow({ profile }: { profile: Profile }) {
  const [opened, setOpened] = useState(false);
  return (
    <SettingRow name="Password" sentence="A new one signs you out everywhere but here.">
      <Button variant="default" onClick={() => setOpened(true)}>
        Change password
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Change password">
        <PasswordForm profile={profile} onClose={() => setOpened(false)} />
      </Modal>
    </SettingRow>
  );
}

function PasswordForm({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const client = useQueryClient();
  const { workspace } = useSession();
  const form = useForm({
    initialValues: { currentPassword: "", newPassword: "" },
    validate: sentencesBy(changePassword.body),
  });
  const change = useCredentials(form, async (body: { currentPassword: string; newPassword: string }) => {
    const { endedSessions } = await call(changePassword, { body });
    void client.invalidateQueries({ queryKey: sessionsKey });
    notifyDone(doneSentence(endedSessions));
    onClose();
  });
  return (
    <form onSubmit={form.onSubmit((body) => change.mutate(body), focusFault(form))} noValidate>
      {/* Tells password managers whose password this is. */}
      <input type="text" autoComplete="username" value={profile.email} readOnly hidden />
      <Stack gap="md">
        <Text>All your other sessions end, on this computer and elsewhere. This one stays.</Text>
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps("currentPassword")}
        />
        <NewPasswordInput
          label="New password"
          known={[profile.displayName, profile.email, workspace.name]}
          {...form.getInputProps("newPassword")}
        />
        <DialogEnd verb="Change password" busy={change.isPending} failure={change.sentence} onCancel={onClose} />
      </Stack>
      <UnsavedGuard dirty={form.isDirty() && !change.isPending} what="The new password" />
    </form>
  );
}

function doneSentence(ended: number): string {
  if (ended === 0) return "Your password is changed. You were signed in nowhere else.";
  return `Your password is changed. ${counted(ended, "other session was", "other sessions were")} ended.`;
}
