import { Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type Channel, reconnectChannel } from "#contract/channels.ts";
import { TokenForm } from "#web/channels/telegram/token-form.tsx";
import { keepChannel } from "#web/channels/use-channels.ts";
import { notifyDone } from "#web/design/notify.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { call } from "#web/shell/api.ts";

/** Gives a connected bot a new token, for example after the old one was revoked. */
export function ReconnectTelegram({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  useFocusBack();
  const client = useQueryClient();
  async function reconnect(token: string) {
    const params = { channelId: channel.id };
    keepChannel(client, await call(reconnectChannel, { params, body: { credentials: { token } } }));
    notifyDone(`${channel.name} uses the new token.`);
    onClose();
  }
  return (
    <Modal opened onClose={onClose} title={`Reconnect ${channel.name}`} size={520}>
      <Stack gap="md">
        <Text>
          Ask @BotFather for a new token of {channel.account} with /token, and paste it here. Its conversations and what
          waits in Telegram stay.
        </Text>
        <TokenForm verb="Reconnect" onSend={reconnect} onCancel={onClose} />
      </Stack>
    </Modal>
  );
}
