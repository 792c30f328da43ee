import { Checkbox, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ChannelLogin, finishLogin, type LoginAccount } from "#contract/channel-logins.ts";
import { refusalSentences, standingSentences } from "#web/channels/messenger/login-sentences.ts";
import styles from "#web/channels/messenger/messenger.module.css";
import type { ResultOfPage } from "#web/channels/messenger/page-results.tsx";
import { keepChannel } from "#web/channels/use-channels.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { counted } from "#web/design/format-number.ts";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { call } from "#web/shell/api.ts";

interface ChoosePagesProps {
  readonly login: ChannelLogin;
  readonly onResults: (results: readonly ResultOfPage[]) => void;
  readonly onCancel: () => void;
}

const choosable: ReadonlySet<LoginAccount["standing"]> = new Set(["free", "was_here", "needs_login"]);

/** The pages of whoever has logged in; each that is chosen becomes a channel. */
export function ChoosePages({ login, onResults, onCancel }: ChoosePagesProps) {
  const client = useQueryClient();
  const free = login.accounts.filter(({ standing }) => choosable.has(standing));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(free.length === 1 ? free.map(({ accountId }) => accountId) : []),
  );
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  async function connect() {
    setBusy(true);
    setFailure(null);
    try {
      const body = { accountIds: [...chosen] };
      const { items } = await call(finishLogin, { params: { loginId: login.id }, body });
      for (const { channel } of items) if (channel) keepChannel(client, channel);
      onResults(items.map((item) => resultOf(item, login)));
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  }
  const toggle = (accountId: string) => setChosen((before) => toggled(before, accountId));
  return (
    <Stack gap="md">
      <Text>
        {login.person ?? "You"} may connect these Pages. Each one that you choose becomes a channel with a queue of its
        own.
      </Text>
      <ul className={styles.pages}>
        {login.accounts.map((account) => (
          <li key={account.accountId}>
            <Page
              account={account}
              chosen={chosen.has(account.accountId)}
              busy={busy}
              onToggle={() => toggle(account.accountId)}
            />
          </li>
        ))}
      </ul>
      {free.length === 0 ? (
        <Text c="dimmed" size="sm">
          None of them can be connected now. Log in as somebody else, or tick more Pages at Facebook.
        </Text>
      ) : null}
      <DialogEnd
        verb={chosen.size > 1 ? `Connect ${counted(chosen.size, "Page")}` : "Connect"}
        busy={busy}
        disabled={chosen.size === 0}
        failure={failure}
        onCancel={onCancel}
        onAct={() => void connect()}
      />
    </Stack>
  );
}

function toggled(chosen: ReadonlySet<string>, accountId: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(accountId)) next.add(accountId);
  return next;
}

interface PageProps {
  readonly account: LoginAccount;
  readonly chosen: boolean;
  readonly busy: boolean;
  readonly onToggle: () => void;
}

function Page({ account, chosen, busy, onToggle }: PageProps) {
  const sentence = standingSentences[account.standing];
  return (
    <Checkbox
      checked={chosen}
      disabled={busy || !choosable.has(account.standing)}
      onChange={onToggle}
      classNames={{ root: styles.page ?? "", body: styles.row ?? "", labelWrapper: styles.label ?? "" }}
      label={
        <span className={styles.face}>
          {account.picture ? (
            <img className={styles.picture} src={account.picture} alt="" width={40} height={40} />
          ) : (
            <span className={styles.picture} aria-hidden>
              {[...account.name][0]}
            </span>
          )}
          <span className={styles.names}>
            <b>{account.name}</b>
            <span className={styles.said}>{sentence ?? account.account}</span>
          </span>
        </span>
      }
    />
  );
}

type Item = Awaited<ReturnType<typeof call<typeof finishLogin>>>["items"][number];

function resultOf({ accountId, channel, refusal }: Item, { accounts }: ChannelLogin): ResultOfPage {
  const name = accounts.find((account) => account.accountId === accountId)?.name ?? accountId;
  const own = refusal && [refusal.title, refusal.detail].filter(Boolean).join(" ");
  const sentence = refusal && (refusalSentences[refusal.code] ?? own);
  return { key: accountId, name, channelId: channel?.id ?? null, sentence };
}
