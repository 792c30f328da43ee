import { Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { reasonSentences } from "#web/channels/channel-sentences.ts";
import styles from "#web/channels/messenger/messenger.module.css";
import { ToldStatus } from "#web/channels/told-status.tsx";
import { useChannels } from "#web/channels/use-channels.ts";
import { DialogDone } from "#web/design/dialog-end.tsx";
import { ChannelGlyph, channelKindName } from "#web/inbox/channel-glyph.tsx";

/** What became of a page: its channel, or why there is none. */
export interface ResultOfPage {
  readonly key: string;
  readonly name: string;
  readonly channelId: string | null;
  readonly sentence: string | null;
}

/** The pages that were connected or renewed, each with its status as it is now, and those that were not, with why. */
export function PageResults({ results, onClose }: { results: readonly ResultOfPage[]; onClose: () => void }) {
  const connected = results.filter(({ channelId }) => channelId !== null);
  return (
    <Stack gap="md">
      <ul className={styles.pages}>
        {results.map((result) => (
          <li key={result.key}>
            {result.channelId ? (
              <Connected channelId={result.channelId} name={result.name} />
            ) : (
              <Refused result={result} />
            )}
          </li>
        ))}
      </ul>
      {connected.length > 0 ? (
        <Text>
          What customers write to {connected.length === 1 ? "this Page" : "these Pages"} lands in the inbox from now on.
          Earlier messages stay at Facebook.
        </Text>
      ) : null}
      <DialogDone onClose={onClose} />
    </Stack>
  );
}

function Connected({ channelId, name }: { channelId: string; name: string }) {
  const channel = useChannels().data?.items.find(({ id }) => id === channelId);
  const status = channel?.status ?? "CONNECTING";
  const trouble = channel?.reason && reasonSentences[channel.reason](channelKindName(channel.kind));
  return (
    <div className={styles.result}>
      <ChannelGlyph kind="messenger" size={32} />
      <div className={styles.names}>
        <b>{channel?.name ?? name}</b>
        <span className={styles.said}>{trouble ?? channel?.account}</span>
      </div>
      <ToldStatus status={status} />
    </div>
  );
}

function Refused({ result: { name, sentence } }: { result: ResultOfPage }) {
  return (
    <div className={styles.result}>
      <span className={styles.refused}>
        <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
      </span>
      <div className={styles.names}>
        <b>{name}</b>
        <span className={styles.said}>{sentence}</span>
      </div>
    </div>
  );
}
