import { ActionIcon, Menu } from "@mantine/core";
import {
  IconDots,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconQrcode,
  IconShieldHalf,
  IconTrash,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Channel, pauseChannel, resumeChannel } from "#contract/channels.ts";
import { channelKindParts } from "#web/channels/channel-kinds.ts";
import { RemoveChannel } from "#web/channels/remove-channel.tsx";
import { RenameChannel } from "#web/channels/rename-channel.tsx";
import { keepChannel } from "#web/channels/use-channels.ts";
import { notifyProblem } from "#web/design/notify.tsx";
import { call } from "#web/shell/api.ts";

/** What may be done to a channel, for those who may configure it. */
export function ChannelMenu({ channel, onReconnect }: { channel: Channel; onReconnect: () => void }) {
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  const { pause, resume } = usePause(channel);
  if (!channel.can.configure) return <span />;
  const close = () => setOpen(null);
  const ReconnectIcon = channel.capabilities.connectedBy === "link" ? IconQrcode : IconKey;
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
          {channel.status === "PAUSED" ? (
            <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => void resume().catch(notifyProblem)}>
              Resume
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={() => void pause().catch(notifyProblem)}>
              Pause
            </Menu.Item>
          )}
          <Menu.Item leftSection={<ReconnectIcon size={16} />} onClick={onReconnect}>
            {channelKindParts[channel.kind].reconnectVerb}
          </Menu.Item>
          {channel.capabilities.guarded ? (
            <Menu.Item
              component={Link}
              to={`/settings/integrations/${channel.id}/limits`}
              leftSection={<IconShieldHalf size={16} />}
            >
              Sending limits
            </Menu.Item>
          ) : null}
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

function usePause(channel: Channel) {
  const client = useQueryClient();
  const params = { channelId: channel.id };
  const resume = async () => keepChannel(client, await call(resumeChannel, { params }));
  const pause = async () => {
    keepChannel(client, await call(pauseChannel, { params }));
  };
  return { pause, resume };
}
