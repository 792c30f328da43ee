import { Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { type Channel, renameChannel } from "#contract/channels.ts";
import { keepChannel } from "#web/channels/use-channels.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { focusFault } from "#web/design/focus-fault.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { sentencesBy } from "#web/design/sentences-by.ts";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { call } from "#web/shell/api.ts";

/** Gives a channel another name inside the workspace. Customers go on seeing the one of the outside service. */
export function RenameChannel({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  useFocusBack();
  const client = useQueryClient();
  const form = useForm({ initialValues: { name: channel.name }, validate: sentencesBy(renameChannel.body) });
  const { saving, save } = useSaving(async (body: { name: string }) => {
    keepChannel(client, await call(renameChannel, { params: { channelId: channel.id }, body }));
    onClose();
  });
  return (
    <Modal opened onClose={onClose} title={`Rename ${channel.name}`}>
      <form onSubmit={form.onSubmit((body) => void save(body), focusFault(form))} noValidate>
        <Stack gap="md">
          <TextInput
            label="Name"
            description={`Only your colleagues see it. Customers see ${channel.account}.`}
            autoComplete="off"
            data-autofocus
            {...form.getInputProps("name")}
          />
          <DialogEnd
            verb="Rename"
            busy={saving.kind === "saving"}
            failure={saving.kind === "failed" ? saving.sentence : null}
            onCancel={onClose}
          />
        </Stack>
      </form>
    </Modal>
  );
}
