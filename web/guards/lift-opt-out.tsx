import { Button, Modal, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Conversation } from "#contract/conversations.ts";
import { liftOptOut } from "#contract/sending-guards.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { focusFault } from "#web/design/focus-fault.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { sentencesBy } from "#web/design/sentences-by.ts";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { outlookKey } from "#web/guards/guards-query.ts";
import { call } from "#web/shell/api.ts";

/** Lets a member write again to a customer who has opted out, once they have said why. */
export function LiftOptOut({ conversation }: { conversation: Conversation }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        Lift the opt-out
      </Button>
      {open ? <Reason conversation={conversation} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Reason({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  useFocusBack();
  const client = useQueryClient();
  const form = useForm({ initialValues: { reason: "" }, validate: sentencesBy(liftOptOut.body) });
  const { saving, save } = useSaving(async (body: { reason: string }) => {
    await call(liftOptOut, { params: { conversationId: conversation.id }, body });
    await client.invalidateQueries({ queryKey: outlookKey });
    onClose();
  });
  const { name } = conversation.contact;
  return (
    <Modal opened onClose={onClose} title={`Write to ${name} again?`}>
      <form onSubmit={form.onSubmit((body) => void save(body), focusFault(form))} noValidate>
        <Stack gap="md">
          <Textarea
            label="Reason"
            description={`${name} has asked to hear nothing more. Your reason stands in the thread and in the audit log.`}
            placeholder="Agreed on the phone"
            autosize
            minRows={2}
            maxRows={6}
            data-autofocus
            {...form.getInputProps("reason")}
          />
          <DialogEnd
            verb="Lift the opt-out"
            busy={saving.kind === "saving"}
            failure={saving.kind === "failed" ? saving.sentence : null}
            onCancel={onClose}
          />
        </Stack>
      </form>
    </Modal>
  );
}
