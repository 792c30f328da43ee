import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { signIn } from "#contract/session.ts";
import { focusFault } from "#web/design/focus-fault.ts";
import { Notice } from "#web/design/notice.tsx";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { sentencesBy } from "#web/design/sentences-by.ts";
import styles from "#web/sessions/entrance-layout.module.css";
import { EntranceLayout } from "#web/sessions/entrance-layout.tsx";
import { call } from "#web/shell/api.ts";
import { Problem } from "#web/shell/problem.ts";
import { enter, entranceQuery, sessionEnd } from "#web/shell/session.ts";
import { useStore } from "#web/shell/store.ts";

/** Where a member proves who they are. */
export function SignInPage() {
  const { data: entrance } = useQuery(entranceQuery);
  const form = useForm({ initialValues: { email: "", password: "" }, validate: sentencesBy(signIn.body) });
  const entry = useSignIn((fields) => form.setErrors(fields));
  const shutOut = useStore(sessionEnd) === "unasked";

  return (
    <EntranceLayout
      title="Sign in"
      sentence="Use the e-mail address and password of your workspace."
      after={
        <>
          <Link to="/forgotten-password">Forgotten your password?</Link>
          {entrance?.signUp ? <CreateInstead /> : null}
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={form.onSubmit((values) => entry.mutate(values), focusFault(form))}
        noValidate
      >
        {shutOut && !entry.error ? (
          <Notice meaning="quiet" announce>
            You have been signed out. Sign in to go on where you were.
          </Notice>
        ) : null}
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoFocus
          {...form.getInputProps("email")}
        />
        <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps("password")} />
        {entry.error ? (
          <Notice meaning="bad" announce>
            {sentenceOf(entry.error)}
          </Notice>
        ) : null}
        <Button type="submit" fullWidth loading={entry.isPending}>
          Sign in
        </Button>
      </form>
    </EntranceLayout>
  );
}

function useSignIn(showFields: (fields: Record<string, string>) => void) {
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ from: "/sign-in" });
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => call(signIn, { body }),
    onSuccess: async (session) => {
      enter(client, session);
      await router.navigate({ href: next ?? "/" });
    },
    onError: (error) => {
      if (error instanceof Problem) showFields({ ...error.fields });
    },
  });
}

function CreateInstead() {
  return (
    <>
      <br />
      New here? <Link to="/sign-up">Create a workspace</Link>
    </>
  );
}
