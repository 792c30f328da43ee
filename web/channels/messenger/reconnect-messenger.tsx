import { Modal, Stack, Text } from "@mantine/core";
import type { Channel } from "#contract/channels.ts";
import { FacebookButton } from "#web/channels/messenger/facebook-button.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";

/** Logs in again for a page, for example after Facebook has ended its token. */
export function ReconnectMessenger({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title={`Log in again for ${channel.name}`} size={520}>
      <Stack gap="md">
        <Text>
          Log in with Facebook as somebody who looks after {channel.name}, and leave that Page and every permission
          ticked. The channel and its conversations continue where they were.
        </Text>
        <Text c="dimmed" size="sm">
          Other Pages here that the same person had connected are renewed with it.
        </Text>
        <FacebookButton order={{ channelId: channel.id, again: true }} onCancel={onClose} />
      </Stack>
    </Modal>
  );
}
