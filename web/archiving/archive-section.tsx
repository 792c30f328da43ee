import { ArchiveRuns } from "#web/archiving/archive-runs.tsx";
import { PeriodForm } from "#web/archiving/period-form.tsx";
import { counted } from "#web/design/format-number.ts";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { useSession } from "#web/shell/session.ts";

/** After how many days conversations are archived by themselves, what that would do now, and what it did. */
export function ArchiveSection({ mayConfigure }: { mayConfigure: boolean }) {
  const { workspace } = useSession();
  const days = workspace.autoArchiveDays;
  return (
    <SettingsSection
      title="Auto-archive"
      sentence="Archives conversations in which nobody has written for a while. Customers are sent nothing, and their next message opens the conversation again."
    >
      {mayConfigure ? (
        <>
          <PeriodForm saved={days} />
          <ArchiveRuns />
        </>
      ) : (
        <SettingRow name="Period" sentence="Counted from the last message of either side.">
          <span>{days === null ? "Off" : counted(days, "day")}</span>
        </SettingRow>
      )}
    </SettingsSection>
  );
}
