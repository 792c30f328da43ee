import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { Invited } from "#contract/invitations.ts";
import { CopyButton } from "#web/design/copy-button.tsx";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { Notice } from "#web/design/notice.tsx";
import styles from "#web/members/invite/hand-over.module.css";
import { handOverText } from "#web/members/invite/hand-over-text.ts";
import { useSession } from "#web/shell/session.ts";

interface HandOverProps {
  readonly invited: Invited;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

/** What to hand over to somebody who was just invited: the password, shown this once, and a text that is ready to send. */
export function HandOver({ invited, onAnother, onClose }: HandOverProps) {
  const { workspace } = useSession();
  const text = handOverText(invited, workspace.name, location.origin);
  return (
    <Stack gap="md">
      <Text>{whatHappens(invited)}</Text>
      {invited.password === null ? null : <Password password={invited.password} />}
      <Textarea
        label="A text to send"
        value={text.trimEnd()}
        readOnly
        autosize
        maxRows={11}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="space-between" gap="sm">
        <CopyText text={text} />
        <Group gap="sm" ml="auto">
          <Button variant="default" onClick={onAnother}>
            Invite another
          </Button>
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Group>
    </Stack>
  );
}

function whatHappens({ email, password, mailed }: Invited): string {
  if (password === null) {
    const known = `${email} signs in to Wokfow already and keeps the password. This workspace is in the menu at their picture.`;
    return mailed ? `${known} An e-mail tells them.` : known;
  }
  return mailed
    ? `An e-mail with a link is on its way to ${email}; it is good for 72 hours. Until they have chosen a password of their own, this one works too.`
    : "This server sends no e-mail. Hand the password over yourself: they choose their own when they first sign in.";
}

function Password({ password }: { password: string }) {
  return (
    <div>
      <Text fw={600} mb={4}>
        First password
      </Text>
      <div className={styles.password}>
        <code>{password}</code>
        <CopyButton value={password} label="Copy password" />
      </div>
      <div className={styles.once}>
        <Notice meaning="attention">It is shown this once. Afterwards it can only be made anew.</Notice>
      </div>
    </div>
  );
}

function CopyText({ text }: { text: string }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  const said = clipboard.error ? "Select the text instead" : clipboard.copied ? "Copied" : "Copy text";
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <Button ref={focusAtOnce} variant="default" leftSection={<Icon size={16} />} onClick={() => clipboard.copy(text)}>
      {said}
    </Button>
  );
}
