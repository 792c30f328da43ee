import { Menu, ScrollArea } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { channelsQuery } from "#web/channels/channels-query.ts";
import { ChannelGlyph } from "#web/inbox/channel-glyph.tsx";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import { useGo } from "#web/inbox/data/use-address.ts";
import styles from "#web/inbox/list/list-pane.module.css";

/** Shows the conversations of all channels or of one. */
export function ChannelSwitcher({ filter }: { filter: ListFilter }) {
  const { change } = useGo();
  const { data } = useQuery(channelsQuery);
  const channels = data?.items ?? [];
  const chosen = channels.find((channel) => channel.id === filter.channelId);
  if (channels.length === 0 && !filter.channelId) return null;
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <button type="button" className={styles.choice} aria-label={`Channel: ${chosen?.name ?? "all"}`}>
          {chosen ? <ChannelGlyph kind={chosen.kind} /> : null}
          <span className={styles.chosen}>{chosen?.name ?? "All channels"}</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={360} type="auto">
          <Menu.Item
            rightSection={filter.channelId ? null : <IconCheck size={16} aria-label="chosen" />}
            onClick={() => change({ channel: undefined })}
          >
            All channels
          </Menu.Item>
          {channels.map((channel) => (
            <Menu.Item
              key={channel.id}
              leftSection={<ChannelGlyph kind={channel.kind} />}
              rightSection={channel.id === filter.channelId ? <IconCheck size={16} aria-label="chosen" /> : null}
              onClick={() => change({ channel: channel.id })}
            >
              <span dir="auto">{channel.name}</span>
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}
