import { Button, CloseButton } from "@mantine/core";
import styles from "#web/notifications/popups/ask-for-popups.module.css";
import { allowPopups, choosePopups, chosenPopups, popupPermission } from "#web/notifications/popups/popup-choice.ts";
import { useStore } from "#web/shell/store.ts";

/** Offers once, above the alerts, to show them outside of the page too. What is decided here can be changed in the settings. */
export function AskForPopups() {
  const choice = useStore(chosenPopups);
  const permission = useStore(popupPermission);
  if (choice !== "unasked" || permission === "missing" || permission === "denied") return null;

  async function allow() {
    choosePopups((await allowPopups()) === "granted" ? "on" : "off");
  }

  return (
    <div className={styles.ask}>
      <p className={styles.words}>
        Let your computer tell you of mentions and of your customers when you look elsewhere.
      </p>
      <Button size="compact-sm" variant="default" onClick={() => void allow()}>
        Allow
      </Button>
      <CloseButton size="sm" aria-label="Not now" onClick={() => choosePopups("off")} />
    </div>
  );
}
