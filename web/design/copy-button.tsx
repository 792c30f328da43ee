import { ActionIcon, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

interface CopyButtonProps {
  readonly value: string;
  /** What is copied: "Copy address". */
  readonly label: string;
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ value, label }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 2_000 });
  const said = clipboard.error
    ? "This browser does not allow copying. Select the text instead."
    : clipboard.copied
      ? "Copied"
      : label;
  return (
    <Tooltip label={said}>
      <ActionIcon aria-label={said} onClick={() => clipboard.copy(value)}>
        {clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
