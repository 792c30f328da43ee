import { Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { z } from "zod";
import { typedPassword } from "#contract/values.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { focusFault } from "#web/design/focus-fault.ts";
import { sentencesBy } from "#web/design/sentences-by.ts";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { OwnPasswordInput } from "#web/members/own-password-input.tsx";
import { useCredentials } from "#web/members/use-credentials.ts";

interface ConfirmOwnerProps {
  readonly title: string;
  readonly consequences: string;
  readonly verb: string;
  readonly onConfirm: (currentPassword: string) => Promise<void>;
  readonly onClose: () => void;
}

const shape = z.object({ currentPassword: typedPassword });

/** Asks for the own password again where an Owner is concerned. */
export function ConfirmOwner({ title, consequences, verb, onConfirm, onClose }: ConfirmOwnerProps) {
  useFocusBack();
  const form = useForm({ initialValues: { currentPassword: "" }, validate: sentencesBy(shape) });
  const deed = useCredentials(form, async ({ currentPassword }: { currentPassword: string }) => {
    await onConfirm(currentPassword);
    onClose();
  });
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={form.onSubmit((typed) => deed.mutate(typed), focusFault(form))} noValidate>
        <Stack gap="md">
          <Text>{consequences}</Text>
          <OwnPasswordInput description={null} data-autofocus {...form.getInputProps("currentPassword")} />
          <DialogEnd verb={verb} busy={deed.isPending} failure={deed.sentence} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
