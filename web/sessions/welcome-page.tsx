import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation, useRouter } from "@tanstack/react-router";
import { readSignInLink, redeemSignInLink, type SignInLink } from "#contract/sign-in-links.ts";
import { ErrorState } from "#web/design/error-state.tsx";
import { focusFault } from "#web/design/focus-fault.ts";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { Notice } from "#web/design/notice.tsx";
import { sentencesBy } from "#web/design/sentences-by.ts";
import { useCredentials } from "#web/members/use-credentials.ts";
import styles from "#web/sessions/entrance-layout.module.css";
import { EntranceLayout } from "#web/sessions/entrance-layout.tsx";
import { NewPasswordInput } from "#web/sessions/new-password-input.tsx";
import { call } from "#web/shell/api.ts";
import { isProblem } from "#web/shell/problem.ts";
import { enter, entranceQuery } from "#web/shell/session.ts";

/** Where the link of an e-mail leads: its reader chooses a password and is in. The token stands behind the number sign. */
export function WelcomePage() {
  const { hash: token } = useLocation();
  const { data, error, refetch } = useQuery({
    queryKey: ["sign-in-link", token],
    queryFn: () => call(readSignInLink, { body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data) return <Choose token={token} link={data} />;
  if (isProblem(error, "link_ended") || isProblem(error, "invalid_request")) return <LinkEnded />;
  return (
    <EntranceLayout title="Your link" sentence="A moment: your link is being read.">
      {error ? <ErrorState title="The link could not be read" error={error} onRetry={() => void refetch()} /> : null}
      {error ? null : <ListSkeleton rowHeight={64} rows={2} disc={0} />}
    </EntranceLayout>
  );
}

function Choose({ token, link }: { token: string; link: SignInLink }) {
  const { purpose, displayName, workspaceName, email } = link;
  const isInvited = purpose === "invitation";
  return (
    <EntranceLayout
      title={isInvited ? `Welcome to ${workspaceName}` : "Choose a new password"}
      sentence={
        isInvited
          ? `${displayName}, choose the password that you will sign in with as ${email}.`
          : `For ${email}. It signs you out everywhere else.`
      }
    >
      <ChooseForm token={token} link={link} />
    </EntranceLayout>
  );
}

function ChooseForm({ token, link: { email, displayName, workspaceName } }: { token: string; link: SignInLink }) {
  const client = useQueryClient();
  const router = useRouter();
  const validate = ({ newPassword }: { newPassword: string }) =>
    sentencesBy(redeemSignInLink.body)({ token, newPassword });
  const form = useForm({ initialValues: { newPassword: "" }, validate });
  const choice = useCredentials(form, async (typed: { newPassword: string }) => {
    enter(client, await call(redeemSignInLink, { body: { token, ...typed } }));
    await router.navigate({ to: "/", replace: true });
  });
  return (
    <form
      className={styles.form}
      onSubmit={form.onSubmit((typed) => choice.mutate(typed), focusFault(form))}
      noValidate
    >
      {/* Tells password managers whose password this is. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordInput
        label="New password"
        known={[displayName, email, workspaceName]}
        autoFocus
        {...form.getInputProps("newPassword")}
      />
      {choice.sentence === null ? null : (
        <Notice meaning="bad" announce>
          {choice.sentence}
        </Notice>
      )}
      <Button type="submit" fullWidth loading={choice.isPending}>
        Choose and sign in
      </Button>
    </form>
  );
}

function LinkEnded() {
  const { data: entrance } = useQuery(entranceQuery);
  return (
    <EntranceLayout
      title="This link is not good any more"
      sentence={
        entrance?.mail
          ? "Links are good once and for a limited time. If you have chosen a password already, sign in with it; if not, ask for a new link."
          : "Links are good once and for a limited time. Sign in with your password, or ask an Owner or Admin for a new one."
      }
      after={entrance?.mail ? <Link to="/forgotten-password">Ask for a new link</Link> : undefined}
    >
      <Button component={Link} to="/sign-in" variant="default">
        Sign in
      </Button>
    </EntranceLayout>
  );
}
