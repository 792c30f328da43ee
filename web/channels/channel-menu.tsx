import { ActionIcon, Menu } from "@mantine/core";
import {
  IconDots,
  IconHistory,
  IconKey,
  IconLogin2,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconQrcode,
  IconShieldHalf,
  IconTrash,
  type TablerIcon,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Channel, fetchHistory, pauseChannel, resumeChannel } from "#contract/channels.ts";
import { channelKindParts } from "#web/channels/channel-kinds.ts";
import { RemoveChannel } from "#web/channels/remove-channel.tsx";
import { RenameChannel } from "#web/channels/rename-channel.tsx";
import { keepChannel } from "#web/channels/use-channels.ts";
import { notifyDone, notifyProblem } from "#web/design/notify.tsx";
import { call } from "#web/shell/api.ts";

interface ChannelMenuProps {
  readonly channel: Channel;
  readonly onReconnect: () => void;
}

/** What may be done to a channel, for those who may configure it. */
export function ChannelMenu({ channel, onReconnect }: ChannelMenuProps) {
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  if (!channel.can.configure) return <span />;
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon aria-label={`More for ${channel.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setOpen("rename")}>
            Rename
          </Menu.Item>
          <PauseItem channel={channel} />
          <ConnectionItems channel={channel} onReconnect={onReconnect} />
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => setOpen("remove")}>
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === "rename" ? <RenameChannel channel={channel} onClose={close} /> : null}
      <RemoveChannel channel={channel} opened={open === "remove"} onClose={close} />
    </>
  );
}

function PauseItem({ channel }: { channel: Channel }) {
  const { pause, resume } = usePause(channel);
  return channel.status === "PAUSED" ? (
    <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => void resume().catch(notifyProblem)}>
      Resume
    </Menu.Item>
  ) : (
    <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={() => void pause().catch(notifyProblem)}>
      Pause
    </Menu.Item>
  );
}

function ConnectionItems({ channel, onReconnect }: ChannelMenuProps) {
  const { id, kind, status, capabilities } = channel;
  const isLinked = capabilities.connectedBy === "link";
  const ReconnectIcon = reconnectIcons[capabilities.connectedBy];
  return (
    <>
      <Menu.Item leftSection={<ReconnectIcon size={16} />} onClick={onReconnect}>
        {channelKindParts[kind].reconnectVerb}
      </Menu.Item>
      {isLinked && status === "CONNECTED" ? (
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => void askForHistory(id).catch(notifyProblem)}>
          Fetch recent chats
        </Menu.Item>
      ) : null}
      {capabilities.guarded ? (
        <Menu.Item
          component={Link}
          to={`/settings/integrations/${id}/limits`}
          leftSection={<IconShieldHalf size={16} />}
        >
          Sending limits
        </Menu.Item>
      ) : null}
    </>
  );
}

const reconnectIcons: Readonly<Record<Channel["capabilities"]["connectedBy"], TablerIcon>> = {
  token: IconKey,
  link: IconQrcode,
  login: IconLogin2,
};

async function askForHistory(channelId: string): Promise<void> {
  await call(fetchHistory, { params: { channelId } });
  notifyDone("The phone was asked for its chats of the last 30 days. They come in while you go on.");
}

function usePause(channel: Channel) {
  const client = useQueryClient();
  const params = { channelId: channel.id };
  const resume = async () => keepChannel(client, await call(resumeChannel, { params }));
  const pause = async () => {
    keepChannel(client, await call(pauseChannel, { params }));
  };
  return { pause, resume };
}
