import { Switch } from "@mantine/core";
import { useId } from "react";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow } from "#web/design/setting.tsx";
import { useSession } from "#web/shell/session.ts";
import { useEditWorkspace } from "#web/workspaces/use-edit-workspace.ts";

/** Whether anybody is warned when a channel goes offline. */
export function ChannelAlertsRow({ mayConfigure }: { mayConfigure: boolean }) {
  const id = useId();
  const { workspace } = useSession();
  const edit = useEditWorkspace();
  const { saving, save } = useSaving((channelAlerts: boolean) => edit({ channelAlerts }));
  return (
    <SettingRow
      name="Channel alerts"
      sentence={
        workspace.channelAlerts
          ? "Every member is warned when a channel has been offline for a minute, and told when it is back."
          : "Nobody is warned when a channel goes offline. Its status still shows under Integrations."
      }
      controlId={mayConfigure ? id : undefined}
      saving={saving}
      inline
    >
      {mayConfigure ? (
        <Switch
          id={id}
          checked={workspace.channelAlerts}
          onChange={(event) => void save(event.currentTarget.checked)}
        />
      ) : (
        <span>{workspace.channelAlerts ? "On" : "Off"}</span>
      )}
    </SettingRow>
  );
}
