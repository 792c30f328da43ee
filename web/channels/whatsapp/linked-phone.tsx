import { Stack, Text } from "@mantine/core";
import { SyncProgress } from "#web/channels/sync-progress.tsx";
import { ToldStatus } from "#web/channels/told-status.tsx";
import { useChannels } from "#web/channels/use-channels.ts";
import type { LinkState } from "#web/channels/whatsapp/use-link.ts";
import styles from "#web/channels/whatsapp/whatsapp.module.css";
import { DialogDone } from "#web/design/dialog-end.tsx";
import { ChannelGlyph } from "#web/inbox/channel-glyph.tsx";

interface LinkedPhoneProps {
  readonly linked: Extract<LinkState, { step: "linked" }>;
  readonly onClose: () => void;
}

/** A phone that was just linked, and how far its recent chats have come in. */
export function LinkedPhone({ linked, onClose }: LinkedPhoneProps) {
  const channel = useChannels().data?.items.find(({ id }) => id === linked.channelId);
  const { account, name } = channel ?? linked;
  const status = channel?.status ?? "CONNECTING";
  return (
    <Stack gap="md">
      <div className={styles.linked}>
        <ChannelGlyph kind="whatsapp" size={40} />
        <div className={styles.names}>
          <Text fw={600}>
            Linked as <span className={styles.number}>{account}</span>
            {name === account ? "" : ` (${name})`}
          </Text>
          {channel?.sync ? <SyncProgress {...channel.sync} /> : null}
        </div>
        <ToldStatus status={status} />
      </div>
      <Text>
        What customers write to this number lands in the inbox from now on. Chats of the last 30 days come into the
        Archive, and back from there when somebody writes.
      </Text>
      <Text size="sm" c="dimmed">
        The phone need not stay online, but WhatsApp logs linked devices out when it has not been used for 14 days.
      </Text>
      <DialogDone onClose={onClose} />
    </Stack>
  );
}
