import { Select } from "@mantine/core";
import { useId } from "react";
import { type Team, type TeamPurpose, teamPurpose } from "#contract/teams.ts";
import { displayName } from "#contract/values.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { TeamMark } from "#web/design/team-mark.tsx";
import { TextSetting } from "#web/settings/text-setting.tsx";
import { ColourChoice } from "#web/teams/colour-choice.tsx";
import styles from "#web/teams/team-page.module.css";
import { colourWords, purposeWords } from "#web/teams/team-words.ts";
import { useEditTeam } from "#web/teams/use-edit-team.ts";

interface TeamPart {
  readonly team: Team;
  readonly mayManage: boolean;
}

/** Name, purpose and colour of a team. */
export function TeamSection({ team, mayManage }: TeamPart) {
  const edit = useEditTeam(team);
  return (
    <SettingsSection title="Team">
      <TextSetting
        name="Name"
        sentence="Everyone sees it, on the team’s queue and on its conversations."
        value={team.name}
        shape={displayName}
        onSave={mayManage ? (name) => edit({ name }) : null}
      />
      <PurposeRow team={team} mayManage={mayManage} />
      <ColourRow team={team} mayManage={mayManage} />
    </SettingsSection>
  );
}

function PurposeRow({ team, mayManage }: TeamPart) {
  const id = useId();
  const edit = useEditTeam(team);
  const { saving, save } = useSaving((purpose: TeamPurpose) => edit({ purpose }));
  return (
    <SettingRow
      name="Purpose"
      sentence="What customers come to this team for."
      controlId={mayManage ? id : undefined}
      saving={saving}
    >
      {mayManage ? (
        <Select
          id={id}
          className={styles.choice}
          data={teamPurpose.options.map((value) => ({ value, label: purposeWords[value] }))}
          value={team.purpose}
          allowDeselect={false}
          onChange={(value) => void save(teamPurpose.parse(value))}
        />
      ) : (
        <span>{purposeWords[team.purpose]}</span>
      )}
    </SettingRow>
  );
}

function ColourRow({ team, mayManage }: TeamPart) {
  const edit = useEditTeam(team);
  const { saving, save } = useSaving((colour: Team["colour"]) => edit({ colour }));
  return (
    <SettingRow name="Colour" sentence="Tells its conversations apart in lists." saving={saving}>
      {mayManage ? (
        <ColourChoice value={team.colour} onChange={(colour) => void save(colour)} />
      ) : (
        <span className={styles.colour}>
          <TeamMark team={team} bare />
          {colourWords[team.colour]}
        </span>
      )}
    </SettingRow>
  );
}
