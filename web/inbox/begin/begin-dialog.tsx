import { Modal, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Channel } from "#contract/channels.ts";
import { beginConversation, type Conversation } from "#contract/conversations.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { focusFault } from "#web/design/focus-fault.ts";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { sentencesBy } from "#web/design/sentences-by.ts";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { beginning, useFirstContactChannels } from "#web/inbox/begin/beginning.ts";
import { focusComposerSoon } from "#web/inbox/composer/focus-composer.ts";
import { keepConversation } from "#web/inbox/data/keep-conversation.ts";
import { keys } from "#web/inbox/data/queries.ts";
import { withoutPanel } from "#web/inbox/data/use-address.ts";
import { call } from "#web/shell/api.ts";
import { Problem } from "#web/shell/problem.ts";
import { useSession } from "#web/shell/session.ts";
import { useStore } from "#web/shell/store.ts";

/** Begins a conversation with somebody who has not written yet, by their phone number. */
export function BeginDialog() {
  // Whoever leaves the inbox does not find it open when they come back.
  useEffect(() => () => beginning.set(false), []);
  const channels = useFirstContactChannels();
  const [first] = channels;
  return useStore(beginning) && first ? <Begin channels={channels} first={first} /> : null;
}

interface BeginProps {
  readonly channels: readonly Channel[];
  readonly first: Channel;
}

function Begin(props: BeginProps) {
  useFocusBack();
  const close = () => beginning.set(false);
  return (
    <Modal opened onClose={close} title="New conversation" size={420}>
      <BeginForm {...props} onClose={close} />
    </Modal>
  );
}

function BeginForm({ channels, first, onClose }: BeginProps & { onClose: () => void }) {
  const open = useOpenBegun();
  const form = useForm({
    initialValues: { channelId: first.id, phoneNumber: "", name: "" },
    validate: (typed) => sentencesBy(beginConversation.body)(bodyOf(typed)),
  });
  const begin = useMutation({
    mutationFn: (typed: typeof form.values) => call(beginConversation, { body: bodyOf(typed) }),
    onSuccess(conversation) {
      onClose();
      return open(conversation);
    },
    onError(reason) {
      const faults = reason instanceof Problem ? reason.fields : {};
      form.setErrors({ ...faults });
      focusFault(form)(faults);
    },
  });
  const isSaidAtField = begin.error instanceof Problem && Object.keys(begin.error.fields).length > 0;
  const chosen = channels.find(({ id }) => id === form.values.channelId);
  return (
    <form onSubmit={form.onSubmit((typed) => begin.mutate(typed), focusFault(form))} noValidate>
      <Stack gap="md">
        <Select
          label="From"
          description={chosen?.account}
          data={channels.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          {...form.getInputProps("channelId")}
        />
        <TextInput
          label="Phone number"
          description="The country code may be left out within the country of your own number."
          placeholder="+49 151 1234567"
          type="tel"
          autoComplete="off"
          ref={focusAtOnce}
          data-autofocus
          {...form.getInputProps("phoneNumber")}
        />
        <TextInput
          label="Name"
          description="Optional: what colleagues see until the customer’s own name is known."
          autoComplete="off"
          dir="auto"
          {...form.getInputProps("name")}
        />
        <DialogEnd
          verb="Begin"
          busy={begin.isPending}
          failure={begin.error && !isSaidAtField ? sentenceOf(begin.error) : null}
          onCancel={onClose}
        />
      </Stack>
    </form>
  );
}

function bodyOf({ channelId, phoneNumber, name }: { channelId: string; phoneNumber: string; name: string }) {
  return { channelId, phoneNumber, ...(name.trim() && { name }) };
}

/** Shows a conversation that was just begun, ready to write. */
function useOpenBegun() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const memberId = useSession().profile.id;
  return async (conversation: Conversation) => {
    keepConversation(client, conversation, memberId);
    void client.invalidateQueries({ queryKey: keys.counts });
    const params = { conversationId: conversation.id };
    await navigate({ to: "/inbox/$conversationId", params, search: withoutPanel });
    focusComposerSoon();
  };
}
