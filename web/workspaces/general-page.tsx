import { displayName } from "#contract/values.ts";
import { SoundSection } from "#web/alerts/sound/sound-section.tsx";
import { AlertWaysSection } from "#web/alerts/ways/ways-section.tsx";
import { ArchiveSection } from "#web/archiving/archive-section.tsx";
import { Notice } from "#web/design/notice.tsx";
import { PageHeader } from "#web/design/page.tsx";
import { SettingsSection } from "#web/design/setting.tsx";
import { PopupSection } from "#web/notifications/popups/popup-section.tsx";
import { TextSetting } from "#web/settings/text-setting.tsx";
import { useRight, useSession } from "#web/shell/session.ts";
import { ChannelAlertsRow } from "#web/workspaces/channel-alerts-row.tsx";
import styles from "#web/workspaces/general-page.module.css";
import { useEditWorkspace } from "#web/workspaces/use-edit-workspace.ts";
import { VisibilitySection } from "#web/workspaces/visibility-section.tsx";

/** What holds for the whole workspace, and the sound of this browser. */
export function GeneralPage() {
  const { workspace } = useSession();
  const mayConfigure = useRight("workspace.configure");
  const edit = useEditWorkspace();
  return (
    <>
      <PageHeader title="General" sentence="What holds for everyone in this workspace, and how this browser sounds." />
      {mayConfigure ? null : (
        <div className={styles.readOnly}>
          <Notice meaning="quiet">
            Your role reads the settings of the workspace. An owner or an admin can change them; the sound is your own.
          </Notice>
        </div>
      )}
      <SettingsSection title="Workspace">
        <TextSetting
          name="Workspace name"
          sentence="All members see it."
          value={workspace.name}
          shape={displayName}
          autoComplete="organization"
          onSave={mayConfigure ? (name) => edit({ name }) : null}
        />
        <ChannelAlertsRow mayConfigure={mayConfigure} />
      </SettingsSection>
      <VisibilitySection mayConfigure={mayConfigure} />
      <ArchiveSection mayConfigure={mayConfigure} />
      <SoundSection />
      <AlertWaysSection />
      <PopupSection />
    </>
  );
}
