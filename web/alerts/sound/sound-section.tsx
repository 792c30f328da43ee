import { Button, Slider, Switch } from "@mantine/core";
import { IconVolume } from "@tabler/icons-react";
import { useEffect, useId, useState } from "react";
import { BlockedSound } from "#web/alerts/sound/blocked-sound.tsx";
import { chooseSound, chosenSound, type SoundChoice } from "#web/alerts/sound/sound-choice.ts";
import styles from "#web/alerts/sound/sound-section.module.css";
import { allowSound, soundOnce } from "#web/alerts/sound/speaker.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { useStore } from "#web/shell/store.ts";

/** Whether and how loudly this browser rings, with a way to hear it now. */
export function SoundSection() {
  const choice = useStore(chosenSound);
  return (
    <SettingsSection
      title="Sound"
      sentence="Kept in this browser. Your other browsers and your colleagues choose for themselves."
    >
      <SwitchRow choice={choice} />
      <VolumeRow choice={choice} />
      <TestRow volume={choice.volume} />
    </SettingsSection>
  );
}

function SwitchRow({ choice }: { choice: SoundChoice }) {
  const id = useId();
  const { saving, save } = useSaving(async (on: boolean) => chooseSound({ ...choice, on }));
  return (
    <SettingRow
      name="Sound alerts"
      sentence="This browser rings once for each new message of a customer, however many tabs are open."
      controlId={id}
      saving={saving}
      inline
      below={<BlockedSound />}
    >
      <Switch id={id} checked={choice.on} onChange={(event) => void save(event.currentTarget.checked)} />
    </SettingRow>
  );
}

function VolumeRow({ choice }: { choice: SoundChoice }) {
  const [volume, setVolume] = useState(choice.volume);
  const { saving, save } = useSaving(async (next: number) => chooseSound({ ...choice, volume: next }));
  useEffect(() => setVolume(choice.volume), [choice.volume]);
  return (
    <SettingRow name="Volume" sentence="How loudly this browser rings." saving={saving}>
      <Slider
        className={styles.volume}
        thumbLabel="Volume"
        thumbValueText={(value) => `${value} %`}
        min={5}
        max={100}
        step={5}
        value={volume}
        onChange={setVolume}
        onChangeEnd={(next) => void save(next)}
        label={(value) => `${value} %`}
        disabled={!choice.on}
      />
    </SettingRow>
  );
}

function TestRow({ volume }: { volume: number }) {
  const [said, setSaid] = useState<string | null>(null);
  async function test() {
    const allowed = await allowSound();
    if (allowed) soundOnce(volume);
    setSaid(
      allowed
        ? "You should have heard it now. If not, check this computer’s volume."
        : "This browser blocks sound. Allow it for this site in the browser’s settings.",
    );
  }
  return (
    <SettingRow name="Test" sentence={said ? <span role="status">{said}</span> : "Rings now, as a new message would."}>
      <Button variant="default" leftSection={<IconVolume size={16} />} onClick={() => void test()}>
        Play sound
      </Button>
    </SettingRow>
  );
}
