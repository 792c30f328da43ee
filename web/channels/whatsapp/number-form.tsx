import { Anchor, Button, Group, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { Notice } from "#web/design/notice.tsx";

interface NumberFormProps {
  /** The number that the phone must have, where a channel is linked again. */
  readonly expected: string | null;
  /** Hands over a number that can exist, in its international form. */
  readonly onSend: (phoneNumber: string) => void;
  readonly onScan: () => void;
}

/** Asks for the number of the phone that shall get a pairing code. */
export function NumberForm({ expected, onSend, onScan }: NumberFormProps) {
  const [text, setText] = useState(expected ?? "");
  const [fault, setFault] = useState<string | null>(null);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const { checkNumber } = await import("#web/channels/whatsapp/check-number.ts");
    const checked = checkNumber(text);
    if ("fault" in checked) setFault(checked.fault);
    else onSend(checked.number);
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Notice meaning="quiet">
          WhatsApp sends the phone a notification. The code that appears here is entered there, instead of scanning one.
        </Notice>
        <TextInput
          ref={focusAtOnce}
          label="Phone number"
          description="The one that WhatsApp on the phone is registered with, with its country code."
          placeholder="+49 1512 3456789"
          type="tel"
          value={text}
          error={fault}
          errorProps={{ role: "alert" }}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setFault(null);
          }}
          autoComplete="off"
        />
        <Group justify="space-between" gap="sm">
          <Anchor component="button" type="button" onClick={onScan}>
            Scan a code instead
          </Anchor>
          <Button type="submit">Get a code</Button>
        </Group>
      </Stack>
    </form>
  );
}
