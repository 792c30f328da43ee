import { Button, Group, Stack, Text } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { Invited } from "#contract/invitations.ts";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { counted } from "#web/design/format-number.ts";
import { Notice } from "#web/design/notice.tsx";
import styles from "#web/members/import/import.module.css";

interface ImportDoneProps {
  readonly invited: readonly Invited[];
  readonly onClose: () => void;
}

/** Everybody who was invited with their first password, which is shown this once. */
export function ImportDone({ invited, onClose }: ImportDoneProps) {
  const mailed = invited.some((one) => one.mailed);
  return (
    <Stack gap="md">
      <Text>
        {counted(invited.length, "user is", "users are")} invited.{" "}
        {mailed
          ? "An e-mail with a link goes to each of them."
          : "This server sends no e-mail: hand the passwords over."}
      </Text>
      <div className={styles.scroll}>
        <table className={styles.lines}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">E-mail</th>
              <th scope="col">First password</th>
            </tr>
          </thead>
          <tbody>
            {invited.map(({ member, email, password }) => (
              <tr key={member.id}>
                <td>{member.displayName}</td>
                <td>{email}</td>
                <td>{password === null ? <em>Keeps their own</em> : <code>{password}</code>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Notice meaning="attention">The passwords are shown this once. Afterwards each can only be made anew.</Notice>
      <Group justify="space-between">
        <CopyAll invited={invited} />
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}

function CopyAll({ invited }: { invited: readonly Invited[] }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  const lines = invited.map(({ member, email, password }) => [member.displayName, email, password ?? ""].join("\t"));
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <Button
      ref={focusAtOnce}
      variant="default"
      leftSection={<Icon size={16} />}
      onClick={() => clipboard.copy(lines.join("\n"))}
    >
      {clipboard.error ? "Select the table instead" : clipboard.copied ? "Copied" : "Copy all"}
    </Button>
  );
}
