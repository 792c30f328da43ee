import { Loader, Modal, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ChannelLogin, cancelLogin, readLogin } from "#contract/channel-logins.ts";
import { ChoosePages } from "#web/channels/messenger/choose-pages.tsx";
import { FacebookButton } from "#web/channels/messenger/facebook-button.tsx";
import { loginSentence, loginVerb, unknownLogin } from "#web/channels/messenger/login-sentences.ts";
import styles from "#web/channels/messenger/messenger.module.css";
import { PageResults, type ResultOfPage } from "#web/channels/messenger/page-results.tsx";
import { useChannels } from "#web/channels/use-channels.ts";
import { Notice } from "#web/design/notice.tsx";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { call } from "#web/shell/api.ts";
import { Problem } from "#web/shell/problem.ts";

interface LoginReturnProps {
  readonly loginId: string;
  readonly onClose: () => void;
}

/** What the way back from Facebook leads to: the pages to choose from, what became of them, or why there are none. */
export function LoginReturn({ loginId, onClose }: LoginReturnProps) {
  const client = useQueryClient();
  const [results, setResults] = useState<readonly ResultOfPage[] | null>(null);
  const queryKey = ["channel-login", loginId];
  const login = useQuery({
    queryKey,
    queryFn: ({ signal }) => call(readLogin, { params: { loginId }, signal }),
    enabled: results === null,
    staleTime: 0,
    // What cannot be had now is not there later either.
    retry: false,
    refetchInterval: ({ state }) => (state.data?.state === "waiting" ? 1_000 : false),
  });
  function close() {
    if (results === null && login.data) void call(cancelLogin, { params: { loginId } }).catch(() => undefined);
    client.removeQueries({ queryKey });
    onClose();
  }
  return (
    <Modal opened onClose={close} title={titleOf(login.data, results)} size={560} closeOnClickOutside={false}>
      {results ? (
        <PageResults results={results} onClose={close} />
      ) : login.data ? (
        <Standing login={login.data} onResults={setResults} onClose={close} />
      ) : login.error ? (
        <Stack gap="md">
          <Notice meaning="attention" announce>
            {isUnknown(login.error) ? unknownLogin : sentenceOf(login.error)}
          </Notice>
          <FacebookButton onCancel={close} />
        </Stack>
      ) : (
        <Waiting />
      )}
    </Modal>
  );
}

interface StandingProps {
  readonly login: ChannelLogin;
  readonly onResults: (results: readonly ResultOfPage[]) => void;
  readonly onClose: () => void;
}

function Standing({ login, onResults, onClose }: StandingProps) {
  const channels = useChannels().data?.items ?? [];
  const expected = channels.find(({ id }) => id === login.channelId)?.name ?? null;
  if (login.state === "choosing") return <ChoosePages login={login} onResults={onResults} onCancel={onClose} />;
  if (login.state === "waiting") return <Waiting />;
  if (login.state === "done") return <PageResults results={renewedOf(login)} onClose={onClose} />;
  const channelId = login.channelId ?? undefined;
  return (
    <Stack gap="md">
      <Notice meaning={login.failure?.reason === "cancelled" ? "quiet" : "attention"} announce>
        {loginSentence(login, expected)}
      </Notice>
      <FacebookButton words={loginVerb(login)} order={{ channelId, again: true }} onCancel={onClose} />
    </Stack>
  );
}

function Waiting() {
  return (
    <div className={styles.waiting} role="status">
      <Loader />
      <Text>Asking Facebook what you have allowed.</Text>
    </div>
  );
}

function renewedOf({ channelIds }: ChannelLogin): ResultOfPage[] {
  return channelIds.map((channelId) => ({ key: channelId, name: "", channelId, sentence: null }));
}

function titleOf(login: ChannelLogin | undefined, results: readonly ResultOfPage[] | null): string {
  if (results) return results.some(({ channelId }) => channelId) ? "Messenger is connected" : "Nothing was connected";
  if (login?.state === "done") return login.channelId ? "Logged in again" : "Messenger is connected";
  if (login?.state === "choosing") return "Choose your Pages";
  return login?.state === "failed" ? "Nothing was connected" : "Back from Facebook";
}

function isUnknown(error: unknown): boolean {
  return error instanceof Problem && (error.status === 404 || error.status === 400);
}
