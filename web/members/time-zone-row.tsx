import { Button, Group, Select, Text } from "@mantine/core";
import { useId, useState } from "react";
import { editProfile, type Profile } from "#contract/members.ts";
import { useNow } from "#web/design/clock.ts";
import { timeOfDay } from "#web/design/format-time.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow } from "#web/design/setting.tsx";
import styles from "#web/members/time-zone-row.module.css";
import { useKeepProfile } from "#web/members/use-keep-profile.ts";
import { call } from "#web/shell/api.ts";

/** The zone in which this member reads times; saves as soon as one is chosen. */
export function TimeZoneRow({ profile }: { profile: Profile }) {
  const id = useId();
  const present = useNow();
  const keep = useKeepProfile();
  const [chosen, setChosen] = useState<string | null>(null);
  const { saving, save } = useSaving(async (timeZone: string) => keep(await call(editProfile, { body: { timeZone } })));
  const ofBrowser = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // A choice that could not be saved stays visible beside the sentence that says so.
  const shown = saving.kind === "saving" || saving.kind === "failed" ? (chosen ?? profile.timeZone) : profile.timeZone;
  const choose = (zone: string | null) => {
    if (!zone) return;
    setChosen(zone);
    if (zone !== profile.timeZone) void save(zone);
  };

  return (
    <SettingRow
      name="Time zone"
      sentence={`All times you see are in this zone. It is ${timeOfDay(present, profile.timeZone)} there now.`}
      controlId={id}
      saving={saving}
    >
      <div className={styles.control}>
        <Select
          id={id}
          data={zonesWith(shown)}
          value={shown}
          onChange={choose}
          searchable
          openOnFocus={false}
          allowDeselect={false}
          limit={60}
          maxDropdownHeight={280}
          nothingFoundMessage="No time zone of this name"
          renderOption={({ option }) => (
            <Group justify="space-between" gap="sm" wrap="nowrap" flex={1}>
              <span>{option.label}</span>
              <Text span size="xs" c="dimmed">
                {timeOfDay(present, option.value)}
              </Text>
            </Group>
          )}
        />
        {ofBrowser && ofBrowser !== shown ? (
          <Button variant="subtle" onClick={() => choose(ofBrowser)}>
            Use this browser’s zone
          </Button>
        ) : null}
      </div>
    </SettingRow>
  );
}

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** All zones as a person reads them; one that goes by an older name is added, so that it can be shown. */
function zonesWith(zone: string) {
  const all = zones.includes(zone) ? zones : [zone, ...zones];
  return all.map((value) => ({ value, label: value.replaceAll("_", " ") }));
}
