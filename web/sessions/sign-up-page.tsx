import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { signUp } from "#contract/session.ts";
import { focusFault } from "#web/design/focus-fault.ts";
import { Notice } from "#web/design/notice.tsx";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { sentencesBy } from "#web/design/sentences-by.ts";
import styles from "#web/sessions/entrance-layout.module.css";
import { EntranceLayout } from "#web/sessions/entrance-layout.tsx";
import { NewPasswordInput } from "#web/sessions/new-password-input.tsx";
import { call } from "#web/shell/api.ts";
import { Problem } from "#web/shell/problem.ts";
import { enter, entranceQuery } from "#web/shell/session.ts";

/** The first visit: creates a workspace and its owner. Says so when no workspace may be created here. */
export function SignUpPage() {
  const { data: entrance } = useQuery(entranceQuery);
  if (entrance && !entrance.signUp) return <SignUpClosed firstVisit={entrance.firstVisit} />;
  return (
    <EntranceLayout
      title="Create your workspace"
      sentence={
        entrance?.firstVisit
          ? "This is the first visit to this Wokfow. You become the owner of its workspace."
          : "You become the owner of a new workspace, apart from the others on this server."
      }
      after={entrance?.firstVisit ? undefined : <SignInInstead />}
    >
      <SignUpForm />
    </EntranceLayout>
  );
}

const empty = { workspaceName: "", displayName: "", email: "", password: "" };

function SignUpForm() {
  const form = useForm({ initialValues: empty, validate: sentencesBy(signUp.body), validateInputOnBlur: false });
  const entry = useSignUp((fields) => form.setErrors(fields));
  const { workspaceName, displayName, email } = form.values;
  return (
    <form
      className={styles.form}
      onSubmit={form.onSubmit((values) => entry.mutate(values), focusFault(form))}
      noValidate
    >
      <TextInput
        label="Workspace name"
        description="Your company, as your colleagues know it"
        autoComplete="organization"
        autoFocus
        {...form.getInputProps("workspaceName")}
      />
      <TextInput label="Your name" autoComplete="name" {...form.getInputProps("displayName")} />
      <TextInput
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="username"
        {...form.getInputProps("email")}
      />
      <NewPasswordInput
        label="Password"
        known={[workspaceName, displayName, email]}
        {...form.getInputProps("password")}
      />
      {entry.error && !isAtField(entry.error) ? (
        <Notice meaning="bad" announce>
          {sentenceOf(entry.error)}
        </Notice>
      ) : null}
      <Button type="submit" fullWidth loading={entry.isPending}>
        Create workspace
      </Button>
    </form>
  );
}

function useSignUp(showFields: (fields: Record<string, string>) => void) {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (typed: typeof empty) => {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      return call(signUp, { body: { ...typed, timeZone } });
    },
    onSuccess: async (session) => {
      enter(client, session);
      await router.navigate({ to: "/" });
    },
    onError: (error) => {
      if (error instanceof Problem) showFields({ ...error.fields });
    },
  });
}

/** What is said beneath a field already need not be said twice. */
function isAtField(error: Error): boolean {
  return error instanceof Problem && Object.keys(error.fields).length > 0;
}

function SignUpClosed({ firstVisit }: { firstVisit: boolean }) {
  const sentence = firstVisit
    ? "This Wokfow has no workspace yet, and its settings allow none to be created. Whoever runs it can set SIGN_UP to first and start it again."
    : "This Wokfow takes no new workspaces. Ask the owner or an admin of your company's workspace to invite you.";
  return (
    <EntranceLayout title="Sign-up is closed" sentence={sentence}>
      {firstVisit ? null : (
        <Button component={Link} to="/sign-in" variant="default">
          Sign in
        </Button>
      )}
    </EntranceLayout>
  );
}

function SignInInstead() {
  return (
    <>
      Have a workspace already? <Link to="/sign-in">Sign in</Link>
    </>
  );
}
