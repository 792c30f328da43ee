import { SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type Invited, invitation, inviteMember } from "#contract/invitations.ts";
import type { Role } from "#contract/rights.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { focusFault } from "#web/design/focus-fault.ts";
import { sentencesBy } from "#web/design/sentences-by.ts";
import { OwnPasswordInput } from "#web/members/own-password-input.tsx";
import { roleWords, useGrantableRoles } from "#web/members/role-words.ts";
import { useCredentials } from "#web/members/use-credentials.ts";
import { NewPasswordInput } from "#web/sessions/new-password-input.tsx";
import { call } from "#web/shell/api.ts";
import { useSession } from "#web/shell/session.ts";
import { UnsavedGuard } from "#web/shell/unsaved.tsx";

interface Typed {
  displayName: string;
  email: string;
  role: Role;
  makes: "made" | "typed";
  password: string;
  currentPassword: string;
}

const empty: Typed = { displayName: "", email: "", role: "user", makes: "made", password: "", currentPassword: "" };

interface InviteFormProps {
  readonly onInvited: (invited: Invited) => void;
  readonly onClose: () => void;
}

/** Who is invited, as what, and whether their first password is made or typed. */
export function InviteForm({ onInvited, onClose }: InviteFormProps) {
  const { workspace } = useSession();
  const validate = (typed: Typed) => sentencesBy(invitation)(bodyOf(typed));
  const form = useForm<Typed>({ initialValues: empty, validate });
  const invite = useCredentials(form, async (typed: Typed) =>
    onInvited(await call(inviteMember, { body: bodyOf(typed) })),
  );
  const { displayName, email, role, makes } = form.values;
  return (
    <form onSubmit={form.onSubmit((typed) => invite.mutate(typed), focusFault(form))} noValidate>
      <Stack gap="md">
        <TextInput
          label="Name"
          autoComplete="off"
          ref={focusAtOnce}
          data-autofocus
          {...form.getInputProps("displayName")}
        />
        <TextInput
          label="E-mail"
          description="They sign in with it"
          type="email"
          inputMode="email"
          autoComplete="off"
          {...form.getInputProps("email")}
        />
        <RoleSelect {...form.getInputProps("role")} />
        <FirstPassword {...form.getInputProps("makes")} />
        {makes === "typed" ? (
          <NewPasswordInput
            label="First password"
            known={[displayName, email, workspace.name]}
            {...form.getInputProps("password")}
          />
        ) : null}
        {role === "owner" ? (
          <OwnPasswordInput
            description="An Owner may do everything here, so prove that it is you"
            {...form.getInputProps("currentPassword")}
          />
        ) : null}
        <DialogEnd verb="Invite" busy={invite.isPending} failure={invite.sentence} onCancel={onClose} />
      </Stack>
      <UnsavedGuard dirty={form.isDirty() && !invite.isPending} what="The invitation" />
    </form>
  );
}

/** What of the form concerns the invitation as it is chosen now. */
function bodyOf({ displayName, email, role, makes, password, currentPassword }: Typed) {
  return {
    ...{ displayName, email, role },
    ...(makes === "typed" && { password }),
    ...(role === "owner" && { currentPassword }),
  };
}

interface ChoiceProps {
  readonly value?: string;
  readonly onChange?: (value: string | null) => void;
}

function RoleSelect({ value, onChange }: ChoiceProps) {
  const grantable = useGrantableRoles();
  const chosen = grantable.find((role) => role === value);
  return (
    <Select
      label="Role"
      description={chosen ? roleWords[chosen].sentence : undefined}
      data={grantable.map((role) => ({ value: role, label: roleWords[role].name }))}
      allowDeselect={false}
      value={value ?? null}
      onChange={(next) => onChange?.(next)}
    />
  );
}

function FirstPassword({ value = "made", onChange }: ChoiceProps) {
  return (
    <div>
      <SegmentedControl
        fullWidth
        aria-label="First password"
        data={[
          { value: "made", label: "Make a password" },
          { value: "typed", label: "Type one" },
        ]}
        value={value}
        onChange={(next) => onChange?.(next)}
      />
      <Text size="sm" c="dimmed" mt={8}>
        You hand it over, and they choose their own when they first sign in.
      </Text>
    </div>
  );
}
