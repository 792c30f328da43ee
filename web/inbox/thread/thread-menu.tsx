import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowForwardUp, IconDots, IconEye, IconLock } from "@tabler/icons-react";
import type { Conversation } from "#contract/conversations.ts";
import { Kbd } from "#web/design/kbd.tsx";
import { write } from "#web/inbox/composer/composer-mode.ts";
import { transferring } from "#web/inbox/transfer/transferring.ts";
import { useRight } from "#web/shell/session.ts";
import { askingWhy } from "#web/sight/asking-why.ts";

/** What else can be done with the open conversation. */
export function ThreadMenu({ conversation }: { conversation: Conversation }) {
  const mayInspect = useRight("members.inspect");
  if (!conversation.can.assign) return null;
  return (
    <Menu position="bottom-end" width={240} returnFocus={false}>
      <Menu.Target>
        <ActionIcon aria-label="More for this conversation">
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowForwardUp size={16} />}
          rightSection={<Kbd keys="t" />}
          onClick={() => transferring.set(conversation.id)}
        >
          Transfer
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={16} />} rightSection={<Kbd keys="n" />} onClick={() => write("note")}>
          Write a note
        </Menu.Item>
        {mayInspect ? (
          <Menu.Item leftSection={<IconEye size={16} />} onClick={() => askingWhy.set(conversation.id)}>
            Who sees this, and why?
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
