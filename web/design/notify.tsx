import { Anchor, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { sentenceOf } from "#web/design/sentence-of.ts";

/** Says in a corner that something was done, where no control stands that could say so itself. */
export function notifyDone(sentence: string): void {
  notifications.show({ message: sentence, icon: <IconCheck size={16} />, color: "teal" });
}

/** Says in a corner that something was done, with a way back for 10 seconds. */
export function notifyUndo(sentence: string, undo: () => Promise<unknown>): void {
  const id = notifications.show({ message: "", autoClose: 10_000, icon: <IconCheck size={16} />, color: "teal" });
  async function goBack() {
    notifications.hide(id);
    try {
      await undo();
    } catch (error) {
      notifyProblem(error);
    }
  }
  const message = (
    <Group gap="md" justify="space-between" wrap="nowrap">
      <span>{sentence}</span>
      <Anchor component="button" type="button" fz="md" fw={600} onClick={goBack}>
        Undo
      </Anchor>
    </Group>
  );
  notifications.update({ id, message, autoClose: 10_000, icon: <IconCheck size={16} />, color: "teal" });
}

/** Says in a corner that something was done, and what is left to a person. Stays until it is closed. */
export function notifyLeftover(sentence: string): void {
  notifications.show({ message: sentence, icon: <IconAlertTriangle size={16} />, color: "orange", autoClose: false });
}

/** Says in a corner why something did not work. Stays until it is closed. */
export function notifyProblem(error: unknown): void {
  notifications.show({
    message: sentenceOf(error),
    icon: <IconAlertTriangle size={16} />,
    color: "red",
    autoClose: false,
    role: "alert",
  });
}
