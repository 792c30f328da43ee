import { Modal, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import type { Conversation } from "#contract/conversations.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { RecipientList } from "#web/inbox/transfer/recipient-list.tsx";
import { transferring } from "#web/inbox/transfer/transferring.ts";
import { type Recipient, useTransfer } from "#web/inbox/transfer/use-transfer.ts";
import { useStore } from "#web/shell/store.ts";

/** Passes the open conversation on to a team or a colleague, with a note if they should know more. */
export function TransferDialog({ conversation }: { conversation: Conversation }) {
  // A conversation may leave the screen with its dialog open, which would open by itself when it comes back.
  useEffect(() => () => transferring.set(null), []);
  return useStore(transferring) === conversation.id ? <Transfer conversation={conversation} /> : null;
}

function Transfer({ conversation }: { conversation: Conversation }) {
  useFocusBack();
  const close = () => transferring.set(null);
  return (
    <Modal opened onClose={close} title={`Transfer ${conversation.contact.name}`} size={480}>
      <TransferForm conversation={conversation} onClose={close} />
    </Modal>
  );
}

function TransferForm({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const [recipient, setRecipient] = useState<Recipient | null>(null);
  const [text, setText] = useState("");
  const { saving, transfer } = useTransfer(conversation, onClose);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (recipient) void transfer(recipient, text.trim());
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <RecipientList conversation={conversation} chosen={recipient} onChoose={setRecipient} />
        <Textarea
          label="Note"
          description="They read it in the conversation. The customer never does."
          placeholder="What they should know"
          autosize
          minRows={2}
          maxRows={6}
          maxLength={10_000}
          dir="auto"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <DialogEnd
          verb={recipient ? `Transfer to ${recipient.name}` : "Transfer"}
          busy={saving.kind === "saving"}
          failure={saving.kind === "failed" ? saving.sentence : null}
          disabled={recipient === null}
          onCancel={onClose}
        />
      </Stack>
    </form>
  );
}
