import { Button, Group, Stack, Text } from "@mantine/core";
import { statusMeanings, statusWords } from "#web/channels/channel-sentences.ts";
import { SyncProgress } from "#web/channels/sync-progress.tsx";
import { useChannels } from "#web/channels/use-channels.ts";
import type { LinkState } from "#web/channels/whatsapp/use-link.ts";
import styles from "#web/channels/whatsapp/whatsapp.module.css";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { StatusPill } from "#web/design/status-pill.tsx";
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
        <span role="status">
          <StatusPill meaning={statusMeanings[status]}>{statusWords[status]}</StatusPill>
        </span>
      </div>
      <Text>
        What customers write to this number lands in the inbox from now on. Chats of the last 30 days come into the
        Archive, and back from there when somebody writes.
      </Text>
      <Text size="sm" c="dimmed">
        The phone need not stay online, but WhatsApp logs linked devices out when it has not been used for 14 days.
      </Text>
      <Group justify="flex-end">
        <Button ref={focusAtOnce} onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
