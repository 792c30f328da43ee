import { Menu, ScrollArea } from "@mantine/core";
import { IconArrowForwardUp, IconCheck, IconChevronDown, IconUserMinus, IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Conversation } from "#contract/conversations.ts";
import { Face } from "#web/design/face.tsx";
import { Kbd } from "#web/design/kbd.tsx";
import { membersQuery } from "#web/inbox/data/queries.ts";
import { useDeeds } from "#web/inbox/data/use-deeds.ts";
import styles from "#web/inbox/thread/thread-header.module.css";
import { transferring } from "#web/inbox/transfer/transferring.ts";
import { AvailabilityDot } from "#web/members/availability/availability-dot.tsx";
import { pictureOf, useSession } from "#web/shell/session.ts";

/** Who looks after a conversation, and the menu that gives it to someone. */
export function AssigneeMenu({ conversation }: { conversation: Conversation }) {
  const { assignee } = conversation;
  const said = assignee?.displayName ?? "Unassigned";
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button
          type="button"
          className={styles.assignee}
          disabled={!conversation.can.assign}
          aria-label={`Assignee: ${said}`}
        >
          {assignee ? (
            <Face name={assignee.displayName} picture={pictureOf(assignee)} size={20} />
          ) : (
            <IconUserPlus size={18} stroke={1.75} aria-hidden />
          )}
          <bdi className={styles.assigneeName}>{said}</bdi>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Choices conversation={conversation} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Choices({ conversation }: { conversation: Conversation }) {
  const me = useSession().profile;
  const { data } = useQuery(membersQuery);
  const { assign, assignToMe, unassign } = useDeeds();
  const current = conversation.assignee?.memberId;
  const others = (data?.items ?? []).filter((member) => member.id !== me.id);
  return (
    <>
      {current === me.id ? null : (
        <Menu.Item
          leftSection={<Face name={me.displayName} picture={pictureOf(me)} size={20} />}
          rightSection={<Kbd keys="a" />}
          onClick={() => void assignToMe(conversation)}
        >
          Assign to me
        </Menu.Item>
      )}
      {current ? (
        <Menu.Item leftSection={<IconUserMinus size={18} />} onClick={() => void unassign(conversation)}>
          Unassign
        </Menu.Item>
      ) : null}
      {others.length > 0 ? <Menu.Divider /> : null}
      <ScrollArea.Autosize mah={280} type="auto">
        {others.map((member) => (
          <Menu.Item
            key={member.id}
            leftSection={
              <Face
                name={member.displayName}
                picture={pictureOf(member)}
                size={20}
                corner={
                  member.status === "active" ? <AvailabilityDot availability={member.availability} named /> : null
                }
              />
            }
            rightSection={member.id === current ? <IconCheck size={16} aria-label="assigned" /> : null}
            disabled={member.id === current}
            onClick={() => void assign(conversation, member)}
          >
            <bdi>{member.displayName}</bdi>
          </Menu.Item>
        ))}
      </ScrollArea.Autosize>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconArrowForwardUp size={18} />}
        rightSection={<Kbd keys="t" />}
        onClick={() => transferring.set(conversation.id)}
      >
        {data?.next ? "Find somebody else" : "Transfer with a note"}
      </Menu.Item>
    </>
  );
}
