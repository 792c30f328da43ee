import { Anchor, Modal, Stack, Text } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Channel, connectChannel } from "#contract/channels.ts";
import { freshChannelsQuery } from "#web/channels/channels-query.ts";
import { BotFatherGuide } from "#web/channels/telegram/botfather-guide.tsx";
import styles from "#web/channels/telegram/connect-telegram.module.css";
import { TokenForm } from "#web/channels/telegram/token-form.tsx";
import { ToldStatus } from "#web/channels/told-status.tsx";
import { keepChannel } from "#web/channels/use-channels.ts";
import { CopyButton } from "#web/design/copy-button.tsx";
import { DialogDone } from "#web/design/dialog-end.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { ChannelGlyph } from "#web/inbox/channel-glyph.tsx";
import { call } from "#web/shell/api.ts";

/** Connects a Telegram bot: how to get its token, the token, and what to do next. */
export function ConnectTelegram({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const client = useQueryClient();
  const [connected, setConnected] = useState<Channel | null>(null);
  async function connect(token: string) {
    const channel = await call(connectChannel, { body: { kind: "telegram", credentials: { token } } });
    keepChannel(client, channel);
    setConnected(channel);
  }
  return (
    <Modal opened onClose={onClose} title={connected ? "Telegram is connected" : "Connect Telegram"} size={520}>
      {connected ? (
        <Connected channel={connected} onClose={onClose} />
      ) : (
        <Stack gap="md">
          <BotFatherGuide />
          <TokenForm verb="Connect" onSend={connect} onCancel={onClose} />
        </Stack>
      )}
    </Modal>
  );
}

function Connected({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { data } = useQuery(freshChannelsQuery);
  const { name, account, status } = data?.items.find((one) => one.id === channel.id) ?? channel;
  const address = `t.me/${account.replace(/^@/u, "")}`;
  return (
    <Stack gap="md">
      <div className={styles.connected}>
        <ChannelGlyph kind={channel.kind} size={40} />
        <div className={styles.names}>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {account}
          </Text>
        </div>
        <ToldStatus status={status} />
      </div>
      <Text>Send a message to {account} to try it. It appears in the inbox of all members.</Text>
      <div className={styles.address}>
        <Anchor href={`https://${address}`} target="_blank" rel="noreferrer">
          {address} <IconExternalLink className={styles.outside} size={14} aria-label="(opens Telegram)" />
        </Anchor>
        <CopyButton value={`https://${address}`} label="Copy address" />
      </div>
      <DialogDone onClose={onClose} />
    </Stack>
  );
}
