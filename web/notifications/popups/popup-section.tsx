import { Switch } from "@mantine/core";
import { useId } from "react";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import {
  allowPopups,
  choosePopups,
  chosenPopups,
  type PopupPermission,
  popupPermission,
} from "#web/notifications/popups/popup-choice.ts";
import { useStore } from "#web/shell/store.ts";

const sentences: Readonly<Record<PopupPermission, string>> = {
  default: "The browser asks once whether Wokfow may. Nothing is shown while you look at Wokfow.",
  granted:
    "Mentions, conversations that somebody gives you, and messages of your customers. Nothing while you look at Wokfow.",
  denied: "This browser blocks notifications of this site. Allow them in the browser’s settings, then switch this on.",
  missing:
    "This browser shows none for this address. They need the browser of a computer, and an address that begins with https.",
};

/** Whether this browser shows outside of the page what concerns its member. */
export function PopupSection() {
  const id = useId();
  const choice = useStore(chosenPopups);
  const permission = useStore(popupPermission);
  const { saving, save } = useSaving(async (on: boolean) => {
    const granted = !on || (await allowPopups()) === "granted";
    choosePopups(on && granted ? "on" : "off");
  });
  return (
    <SettingsSection
      title="Browser notifications"
      sentence="Kept in this browser. Your other browsers and your colleagues choose for themselves."
    >
      <SettingRow name="Show notifications" sentence={sentences[permission]} controlId={id} saving={saving} inline>
        <Switch
          id={id}
          checked={choice === "on" && permission === "granted"}
          disabled={permission === "missing" || permission === "denied"}
          onChange={(event) => void save(event.currentTarget.checked)}
        />
      </SettingRow>
    </SettingsSection>
  );
}
