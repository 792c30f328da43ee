import { SegmentedControl, Select } from "@mantine/core";
import { useId } from "react";
import { type Availability, chooseQuietTime, type Profile } from "#contract/members.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import styles from "#web/members/availability/availability-section.module.css";
import { availabilities, availabilityWords } from "#web/members/availability/availability-words.ts";
import { useChooseAvailability } from "#web/members/availability/use-choose-availability.ts";
import { useKeepProfile } from "#web/members/use-keep-profile.ts";
import { call } from "#web/shell/api.ts";

/** Whether the member takes conversations now, and when Wokfow stops giving them any by itself. */
export function AvailabilitySection({ profile }: { profile: Profile }) {
  return (
    <SettingsSection title="Taking conversations">
      <StatusRow profile={profile} />
      <QuietTimeRow profile={profile} />
    </SettingsSection>
  );
}

function StatusRow({ profile: { availability, awayByItself } }: { profile: Profile }) {
  const { saving, save } = useSaving(useChooseAvailability());
  const sentence = awayByItself
    ? "You were quiet for a while, so you count as away. You are back with your next move."
    : availabilityWords[availability].sentence;
  return (
    <SettingRow name="Status" sentence={sentence} saving={saving}>
      <SegmentedControl
        className={styles.control}
        aria-label="Status"
        data={availabilities.map((value) => ({ value, label: availabilityWords[value].name }))}
        value={availability}
        onChange={(value: Availability) => void save(value)}
      />
    </SettingRow>
  );
}

const never = "never";

const quietTimes = [
  { value: "5", label: "5 minutes" },
  { value: "10", label: "10 minutes" },
  { value: "15", label: "15 minutes" },
  { value: "30", label: "30 minutes" },
  { value: "60", label: "1 hour" },
  { value: "120", label: "2 hours" },
  { value: "240", label: "4 hours" },
  { value: "480", label: "8 hours" },
  { value: never, label: "Never" },
];

function QuietTimeRow({ profile: { awayAfterMinutes } }: { profile: Profile }) {
  const id = useId();
  const keep = useKeepProfile();
  const { saving, save } = useSaving(async (minutes: number | null) =>
    keep(await call(chooseQuietTime, { body: { minutes } })),
  );
  const shown = awayAfterMinutes === null ? never : String(awayAfterMinutes);
  return (
    <SettingRow
      name="Away by itself"
      sentence="After so long without a key, a click or a touch in Wokfow, on any device, you count as away."
      controlId={id}
      saving={saving}
    >
      <Select
        className={styles.control}
        id={id}
        data={withShown(shown)}
        value={shown}
        onChange={(value) => value && void save(value === never ? null : Number(value))}
        allowDeselect={false}
      />
    </SettingRow>
  );
}

/** A time that was chosen elsewhere, such as by the API, can be shown too. */
function withShown(value: string) {
  if (quietTimes.some((time) => time.value === value)) return quietTimes;
  return [{ value, label: `${value} minutes` }, ...quietTimes];
}
