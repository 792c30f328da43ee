import { Button, Modal, Select, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Conversation } from "#contract/conversations.ts";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { wordsOf } from "#web/inbox/words-of.ts";
import { useRight } from "#web/shell/session.ts";
import styles from "#web/sight/sight.module.css";
import { foundConversationsQuery } from "#web/sight/sight-queries.ts";
import { ViewAsLink } from "#web/sight/view-as-link.tsx";
import { WhyAnswer } from "#web/sight/why-answer.tsx";

interface SightSectionProps {
  readonly member: { readonly id: string; readonly displayName: string; readonly status: string };
}

/** What a member sees of the inbox, for those who may look it up. */
export function SightSection({ member }: SightSectionProps) {
  const mayInspect = useRight("members.inspect");
  const [asking, setAsking] = useState(false);
  if (!mayInspect) return null;
  const mayEnter = member.status === "active" || member.status === "invited";
  return (
    <SettingsSection title="What they see">
      {mayEnter ? (
        <SettingRow name="Inbox" sentence="Their queues, read-only. The audit log says that you looked.">
          <ViewAsLink memberId={member.id} />
        </SettingRow>
      ) : null}
      <SettingRow name="Why?" sentence="Whether they see a conversation, and by which rule." inline>
        <Button variant="default" onClick={() => setAsking(true)}>
          Ask
        </Button>
      </SettingRow>
      <Modal opened={asking} onClose={() => setAsking(false)} title={`What ${member.displayName} sees`} size={480}>
        <WhyOfConversation memberId={member.id} />
      </Modal>
    </SettingsSection>
  );
}

function WhyOfConversation({ memberId }: { memberId: string }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data } = useQuery(foundConversationsQuery(search));
  return (
    <Stack gap="md">
      <Select
        label="Conversation"
        description="An open one, by the customer's name."
        placeholder="Choose a conversation"
        data={(data?.items ?? []).map((one) => ({ value: one.id, label: nameOf(one) }))}
        renderOption={({ option }) => <Found row={data?.items.find(({ id }) => id === option.value)} />}
        // The server has searched already, by the beginnings of words.
        filter={({ options }) => options}
        value={chosen}
        onChange={setChosen}
        onSearchChange={setTyped}
        searchable
        nothingFoundMessage="No open conversation with anybody called that"
        data-autofocus
      />
      {chosen ? <WhyAnswer memberId={memberId} conversationId={chosen} /> : null}
    </Stack>
  );
}

/** Customers may be called alike: what was said last, and when, tells them apart. */
function Found({ row }: { row: Conversation | undefined }) {
  if (!row) return null;
  return (
    <span className={styles.found}>
      <span>{nameOf(row)}</span>
      <span className={styles.said}>
        <RelativeTime moment={row.lastActivityAt} /> {row.lastMessage ? wordsOf(row.lastMessage) : ""}
      </span>
    </span>
  );
}

function nameOf({ contact, channel }: Conversation): string {
  return `${contact.name} · ${channel.name}`;
}
