import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMicrophone } from "@tabler/icons-react";

/** Begins a voice message. */
export function VoiceButton({ onClick }: { onClick: () => void }) {
  return (
    <Tooltip label="Record a voice message">
      <ActionIcon aria-label="Record a voice message" onClick={onClick}>
        <IconMicrophone size={20} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
