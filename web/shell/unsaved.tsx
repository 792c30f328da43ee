import { Button, Group, Modal, Stack } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";

interface UnsavedGuardProps {
  /** True while the form holds something that is not saved. */
  readonly dirty: boolean;
  /** What would be lost: "the new name". */
  readonly what?: string | undefined;
}

/** Put into a form of several fields: asks before leaving the page, closing the tab or going back loses what was typed. */
export function UnsavedGuard({ dirty, what = "What you typed" }: UnsavedGuardProps) {
  const blocker = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: () => dirty, withResolver: true });
  const stay = () => blocker.reset?.();
  return (
    <Modal opened={blocker.status === "blocked"} onClose={stay} title="Leave without saving?">
      <Stack gap="md">
        <span>{what} is not saved yet and will be lost.</span>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={stay} data-autofocus>
            Stay here
          </Button>
          <Button color="red" onClick={() => blocker.proceed?.()}>
            Leave
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
