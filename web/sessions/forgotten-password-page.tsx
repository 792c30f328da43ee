import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { requestPasswordReset } from "#contract/sign-in-links.ts";
import { focusFault } from "#web/design/focus-fault.ts";
import { Notice } from "#web/design/notice.tsx";
import { sentencesBy } from "#web/design/sentences-by.ts";
import { useCredentials } from "#web/members/use-credentials.ts";
import styles from "#web/sessions/entrance-layout.module.css";
import { EntranceLayout } from "#web/sessions/entrance-layout.tsx";
import { call } from "#web/shell/api.ts";
import { entranceQuery } from "#web/shell/session.ts";

/** For somebody who forgot the password: a link by e-mail, or whom to ask where this server sends none. */
export function ForgottenPasswordPage() {
  const { data: entrance } = useQuery(entranceQuery);
  const [asked, setAsked] = useState<string | null>(null);
  if (entrance && !entrance.mail) return <AskSomebody />;
  if (asked !== null) return <OnItsWay email={asked} />;
  return (
    <EntranceLayout
      title="Forgotten your password?"
      sentence="Enter the e-mail address that you sign in with. A link to choose a new password is sent there."
      after={<BackToSignIn />}
    >
      <AskForm onAsked={setAsked} />
    </EntranceLayout>
  );
}

function AskForm({ onAsked }: { onAsked: (email: string) => void }) {
  const form = useForm({ initialValues: { email: "" }, validate: sentencesBy(requestPasswordReset.body) });
  const ask = useCredentials(form, async (body: { email: string }) => {
    await call(requestPasswordReset, { body });
    onAsked(body.email.trim());
  });
  return (
    <form className={styles.form} onSubmit={form.onSubmit((body) => ask.mutate(body), focusFault(form))} noValidate>
      <TextInput
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoFocus
        {...form.getInputProps("email")}
      />
      {ask.sentence === null ? null : (
        <Notice meaning="bad" announce>
          {ask.sentence}
        </Notice>
      )}
      <Button type="submit" fullWidth loading={ask.isPending}>
        Send the link
      </Button>
    </form>
  );
}

/** The same for known and unknown addresses, so that nobody learns who works here. */
function OnItsWay({ email }: { email: string }) {
  return (
    <EntranceLayout
      title="Look into your inbox"
      sentence={`If ${email} signs in here, a link is on its way. It is good once, for 30 minutes.`}
      after={<BackToSignIn />}
    >
      <Notice meaning="quiet" announce>
        Nothing there? Look among the spam, check the address, or ask an Owner or Admin of your workspace.
      </Notice>
    </EntranceLayout>
  );
}

function AskSomebody() {
  return (
    <EntranceLayout
      title="Forgotten your password?"
      sentence="This Wokfow sends no e-mail. Ask an Owner or Admin of your workspace: they can make a new password for you in Settings → Users, and you choose your own with it."
    >
      <Button component={Link} to="/sign-in" variant="default">
        Back to sign-in
      </Button>
    </EntranceLayout>
  );
}

function BackToSignIn() {
  return (
    <>
      Remembered it? <Link to="/sign-in">Sign in</Link>
    </>
  );
}
