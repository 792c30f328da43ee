import { Button, Modal, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { changeEmail, type Profile } from "#contract/members.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { focusFault } from "#web/design/focus-fault.ts";
import { type Saving, useSaving } from "#web/design/save-state.tsx";
import { sentencesBy } from "#web/design/sentences-by.ts";
import { SettingRow } from "#web/design/setting.tsx";
import styles from "#web/members/email-row.module.css";
import { useCredentials } from "#web/members/use-credentials.ts";
import { useKeepProfile } from "#web/members/use-keep-profile.ts";
import { call } from "#web/shell/api.ts";
import { UnsavedGuard } from "#web/shell/unsaved.tsx";

const saved: Saving = { kind: "saved" };
const idle: Saving = { kind: "idle" };

/** The address to sign in with; changing it asks for the password. */
export function EmailRow({ profile }: { profile: Profile }) {
  const [opened, setOpened] = useState(false);
  const done = useSaving(async () => undefined);
  return (
    <SettingRow
      name="E-mail"
      sentence="You sign in with it. Changing it asks for your password."
      saving={done.saving.kind === "saved" ? saved : idle}
    >
      <span className={styles.address}>{profile.email}</span>
      <Button variant="default" onClick={() => setOpened(true)} aria-label="Change e-mail">
        Change
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Change e-mail">
        {/* Within the dialog, so that what was typed is forgotten when it closes. */}
        <EmailForm profile={profile} onClose={() => setOpened(false)} onDone={() => void done.save()} />
      </Modal>
    </SettingRow>
  );
}

interface EmailFormProps {
  readonly profile: Profile;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function EmailForm({ profile, onClose, onDone }: EmailFormProps) {
  const keep = useKeepProfile();
  const [former] = useState(profile.email);
  const form = useForm({
    initialValues: { email: "", currentPassword: "" },
    validate: sentencesBy(changeEmail.body),
  });
  const change = useCredentials(form, async (body: { email: string; currentPassword: string }) => {
    keep(await call(changeEmail, { body }));
    onDone();
    onClose();
  });
  return (
    <form onSubmit={form.onSubmit((body) => change.mutate(body), focusFault(form))} noValidate>
      <Stack gap="md">
        <TextInput
          label="New e-mail"
          description={`Now ${former}`}
          type="email"
          inputMode="email"
          autoComplete="email"
          data-autofocus
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label="Your password"
          autoComplete="current-password"
          {...form.getInputProps("currentPassword")}
        />
        <DialogEnd verb="Change e-mail" busy={change.isPending} failure={change.sentence} onCancel={onClose} />
      </Stack>
      <UnsavedGuard dirty={form.isDirty() && !change.isPending} what="The new address" />
    </form>
  );
}
