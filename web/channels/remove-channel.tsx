import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type Channel, removeChannel } from "#contract/channels.ts";
import { countConversations } from "#contract/conversations.ts";
import { forgetChannel } from "#web/channels/use-channels.ts";
import { ConfirmByName } from "#web/design/confirm-by-name.tsx";
import { counted, formatNumber } from "#web/design/format-number.ts";
import { notifyDone, notifyLeftover } from "#web/design/notify.tsx";
import { call } from "#web/shell/api.ts";

interface RemoveChannelProps {
  readonly channel: Channel;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Removes a channel after its name was typed. Its conversations stay, and can be read. */
export function RemoveChannel({ channel, opened, onClose }: RemoveChannelProps) {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ["channel-conversations", channel.id],
    queryFn: ({ signal }) => call(countConversations, { query: { channelId: channel.id }, signal }),
    enabled: opened,
    staleTime: 0,
  });
  async function remove() {
    const { stillLinked } = await call(removeChannel, { params: { channelId: channel.id } });
    forgetChannel(client, channel.id);
    if (stillLinked) {
      notifyLeftover(
        `${channel.name} is removed, but its phone could not be told. On the phone, open Linked devices and remove this server there.`,
      );
    } else notifyDone(`${channel.name} is removed. Its conversations are still in the inbox.`);
  }
  return (
    <ConfirmByName
      opened={opened}
      onClose={onClose}
      title={`Remove ${channel.name}?`}
      name={channel.name}
      consequences={`${staying(data?.all)} ${channel.account} stops answering, and what customers write to it no longer comes in.`}
      verb="Remove channel"
      onConfirm={remove}
    />
  );
}

// The server counts no further than this.
const mostCounted = 1_000;

function staying(open: number | undefined): string {
  if (open === undefined) return "Its conversations stay and can be read.";
  if (open === 0) return "It has no open conversation; archived ones stay and can be read.";
  const count =
    open >= mostCounted ? `${formatNumber(mostCounted)} or more conversations` : counted(open, "conversation");
  return `${count} in the inbox and all archived ones stay and can be read.`;
}
