import { NumberInput, Select, Switch } from "@mantine/core";
import { useEffect, useId, useState } from "react";
import { cap, type Distribution, distribution, type Team } from "#contract/teams.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import styles from "#web/teams/team-page.module.css";
import { distributionWords } from "#web/teams/team-words.ts";
import { useEditTeam } from "#web/teams/use-edit-team.ts";

interface TeamPart {
  readonly team: Team;
  readonly mayManage: boolean;
}

/** How the team's conversations find their member, and how many one member has at most. */
export function DistributionSection({ team, mayManage }: TeamPart) {
  return (
    <SettingsSection
      title="Giving out conversations"
      sentence="Only to members who are available. Nobody is ever given what somebody else has already."
    >
      <DistributionRow team={team} mayManage={mayManage} />
      {team.distribution === "by_hand" ? null : <CapRow team={team} mayManage={mayManage} />}
    </SettingsSection>
  );
}

function DistributionRow({ team, mayManage }: TeamPart) {
  const id = useId();
  const edit = useEditTeam(team);
  const { saving, save } = useSaving((chosen: Distribution) => edit({ distribution: chosen }));
  const { name, sentence } = distributionWords[team.distribution];
  return (
    <SettingRow name="New conversations" sentence={sentence} controlId={mayManage ? id : undefined} saving={saving}>
      {mayManage ? (
        <Select
          id={id}
          className={styles.choice}
          data={distribution.options.map((value) => ({ value, label: distributionWords[value].name }))}
          value={team.distribution}
          allowDeselect={false}
          onChange={(value) => void save(distribution.parse(value))}
        />
      ) : (
        <span>{name}</span>
      )}
    </SettingRow>
  );
}

const usualCap = 20;

/** The limit saves when the field is left or on Enter, as other settings of one line do. */
function CapRow({ team, mayManage }: TeamPart) {
  const id = useId();
  const edit = useEditTeam(team);
  const { saving, save } = useSaving((most: number | null) => edit({ cap: most }));
  const [typed, setTyped] = useState<number | string>(team.cap ?? usualCap);
  useEffect(() => setTyped((now) => team.cap ?? now), [team.cap]);
  const parsed = cap.safeParse(typed);
  const fault = parsed.success ? null : (parsed.error.issues[0]?.message ?? null);
  const keep = () => {
    if (parsed.success && parsed.data !== team.cap) void save(parsed.data);
  };
  return (
    <SettingRow
      name="Limit for each member"
      sentence={
        team.cap === null
          ? "Nobody is too busy for another one."
          : "Whoever has as many open conversations of this team gets no more until one is archived or passed on."
      }
      controlId={mayManage ? id : undefined}
      saving={saving}
      inline={team.cap === null}
    >
      {mayManage && team.cap !== null ? (
        <NumberInput
          className={styles.cap}
          aria-label="Open conversations at most"
          value={typed}
          onChange={setTyped}
          onBlur={keep}
          onKeyDown={(event) => event.key === "Enter" && keep()}
          error={fault}
          min={1}
          max={1000}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
        />
      ) : null}
      {mayManage ? (
        <Switch
          id={id}
          checked={team.cap !== null}
          onChange={(event) => void save(event.currentTarget.checked ? usualCap : null)}
        />
      ) : (
        <span>{team.cap ?? "None"}</span>
      )}
    </SettingRow>
  );
}
