import type { Channel } from "#contract/channels.ts";
import { statusMeanings, statusWords } from "#web/channels/channel-sentences.ts";
import { StatusPill } from "#web/design/status-pill.tsx";

/** The status of a channel that was just connected, told to screen readers as it changes. */
export function ToldStatus({ status }: Pick<Channel, "status">) {
  return (
    <span role="status">
      <StatusPill meaning={statusMeanings[status]}>{statusWords[status]}</StatusPill>
    </span>
  );
}
