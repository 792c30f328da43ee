import { Stack, TextInput } from "@mantine/core";
import { type ClipboardEvent, type FormEvent, useId, useState } from "react";
import { refusalOf } from "#web/channels/telegram/refusals.ts";
import { tokenIn } from "#web/channels/telegram/token-in.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";

interface TokenFormProps {
  readonly verb: string;
  /** Sends the token, with the spaces around it cut off. When it throws, its sentence is shown and what was typed stays. */
  readonly onSend: (token: string) => Promise<unknown>;
  readonly onCancel: () => void;
}

/** The field for a bot's token. The token goes to the server and is never shown again. */
export function TokenForm({ verb, onSend, onCancel }: TokenFormProps) {
  const id = useId();
  const [token, setToken] = useState("");
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = token.trim();
    if (!trimmed) return setFault("Paste the token that BotFather gave you.");
    setSending(true);
    setFault(null);
    try {
      await onSend(trimmed);
    } catch (error) {
      setFault(refusalOf(error));
    } finally {
      setSending(false);
    }
  }

  /** Before the field joins the lines of what is pasted, which would hide where the token ends. */
  function paste(event: ClipboardEvent) {
    const found = tokenIn(event.clipboardData.getData("text"));
    if (!found) return;
    event.preventDefault();
    setToken(found);
    setFault(null);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          id={id}
          label="Bot token"
          description="It is kept encrypted and never shown again."
          placeholder="123456789:AAE…"
          value={token}
          error={fault}
          errorProps={{ role: "alert" }}
          onChange={(event) => {
            setToken(event.currentTarget.value);
            setFault(null);
          }}
          onPaste={paste}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          data-autofocus
          data-1p-ignore
        />
        <DialogEnd verb={verb} busy={sending} failure={null} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
