import { Anchor, Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { chooseOwnPassword } from "#contract/session.ts";
import { focusFault } from "#web/design/focus-fault.ts";
import { Notice } from "#web/design/notice.tsx";
import { notifyProblem } from "#web/design/notify.tsx";
import { sentencesBy } from "#web/design/sentences-by.ts";
import { useCredentials } from "#web/members/use-credentials.ts";
import styles from "#web/sessions/entrance-layout.module.css";
import { EntranceLayout } from "#web/sessions/entrance-layout.tsx";
import { NewPasswordInput } from "#web/sessions/new-password-input.tsx";
import { call } from "#web/shell/api.ts";
import { enter, entranceQuery, useSignOut } from "#web/shell/session.ts";

/** Where somebody chooses a password of their own in place of the one that was made for them. Until then nothing else opens. */
export function ChoosePasswordPage() {
  const { data: entrance } = useQuery(entranceQuery);
  const profile = entrance?.session?.profile;
  const workspaceName = entrance?.session?.workspace.name ?? "";
  return (
    <EntranceLayout
      title="Choose your own password"
      sentence={`Welcome to ${workspaceName}. Somebody else knows the password that you came in with. Choose one that only you know, then you are in.`}
      after={<SignOutInstead />}
    >
      {profile ? (
        <ChooseForm email={profile.email} known={[profile.displayName, profile.email, workspaceName]} />
      ) : null}
    </EntranceLayout>
  );
}

function ChooseForm({ email, known }: { email: string; known: readonly string[] }) {
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ from: "/choose-password" });
  const form = useForm({ initialValues: { newPassword: "" }, validate: sentencesBy(chooseOwnPassword.body) });
  const choice = useCredentials(form, async (body: { newPassword: string }) => {
    enter(client, await call(chooseOwnPassword, { body }));
    await router.navigate({ href: next ?? "/" });
  });
  return (
    <form className={styles.form} onSubmit={form.onSubmit((body) => choice.mutate(body), focusFault(form))} noValidate>
      {/* Tells password managers whose password this is. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordInput label="New password" known={known} autoFocus {...form.getInputProps("newPassword")} />
      {choice.sentence === null ? null : (
        <Notice meaning="bad" announce>
          {choice.sentence}
        </Notice>
      )}
      <Button type="submit" fullWidth loading={choice.isPending}>
        Choose this password
      </Button>
    </form>
  );
}

function SignOutInstead() {
  const signOut = useSignOut();
  const router = useRouter();
  const leave = () => signOut().then(() => router.invalidate(), notifyProblem);
  return (
    <>
      Not you?{" "}
      <Anchor component="button" type="button" inherit underline="always" onClick={() => void leave()}>
        Sign out
      </Anchor>
    </>
  );
}
