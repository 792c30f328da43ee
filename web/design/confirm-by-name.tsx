import { Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { useSaving } from "#web/design/save-state.tsx";

interface ConfirmByNameProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The act as a question: "Remove Shop bot?" */
  readonly title: string;
  /** The name that must be typed. */
  readonly name: string;
  /** What follows, counted: "312 conversations stay, the bot stops answering." */
  readonly consequences: ReactNode;
  /** The verb on the red button: "Remove channel". */
  readonly verb: string;
  /** Does it. When it throws, the sentence is shown and the dialog stays. */
  readonly onConfirm: () => Promise<unknown>;
}

/** Asks for the name of the thing before something that cannot be undone. The only place with a red button. */
export function ConfirmByName({ opened, onClose, title, name, consequences, verb, onConfirm }: ConfirmByNameProps) {
  const [typed, setTyped] = useState("");
  const { saving, save } = useSaving(onConfirm);
  useEffect(() => {
    if (opened) setTyped("");
  }, [opened]);
  const matches = typed.trim() === name.trim();

  async function confirm(event: FormEvent) {
    event.preventDefault();
    if (matches && (await save())) onClose();
  }

  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form onSubmit={confirm}>
        <Stack gap="md">
          <Text component="div">{consequences}</Text>
          <TextInput
            label={`Type “${name}” to confirm`}
            labelProps={{ style: { overflowWrap: "anywhere" } }}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
          <DialogEnd
            verb={verb}
            busy={saving.kind === "saving"}
            failure={saving.kind === "failed" ? saving.sentence : null}
            onCancel={onClose}
            disabled={!matches}
            dangerous
          />
        </Stack>
      </form>
    </Modal>
  );
}
