import { Modal, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Conversation } from "#contract/conversations.ts";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { everyMemberQuery } from "#web/members/every-member-query.ts";
import { useStore } from "#web/shell/store.ts";
import { askingWhy } from "#web/sight/asking-why.ts";
import { WhyAnswer } from "#web/sight/why-answer.tsx";

/** Answers, for the open conversation and any member, whether they see it and why. */
export function WhyDialog({ conversation }: { conversation: Conversation }) {
  // As with the transfer: it shall not open by itself when a conversation comes back to the screen.
  useEffect(() => () => askingWhy.set(null), []);
  return useStore(askingWhy) === conversation.id ? <Why conversation={conversation} /> : null;
}

function Why({ conversation }: { conversation: Conversation }) {
  useFocusBack();
  return (
    <Modal opened onClose={() => askingWhy.set(null)} title={`Who sees ${conversation.contact.name}?`} size={480}>
      <WhyOfMember conversationId={conversation.id} />
    </Modal>
  );
}

const shownAtOnce = 50;

function WhyOfMember({ conversationId }: { conversationId: string }) {
  const [memberId, setMemberId] = useState<string | null>(null);
  const { data: members = [] } = useQuery(everyMemberQuery);
  return (
    <Stack gap="md">
      <Select
        label="Member"
        description="Whether they see this conversation, and by which rule."
        placeholder="Choose a member"
        data={members.map(({ id, displayName }) => ({ value: id, label: displayName }))}
        value={memberId}
        onChange={setMemberId}
        limit={shownAtOnce}
        searchable
        nothingFoundMessage="Nobody is called that"
        data-autofocus
      />
      {memberId ? <WhyAnswer memberId={memberId} conversationId={conversationId} /> : null}
    </Stack>
  );
}
