import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { AnswerOf } from "#contract/endpoint.ts";
import { deleteTeam, readTeamHoldings, type Team } from "#contract/teams.ts";
import { ConfirmByName } from "#web/design/confirm-by-name.tsx";
import { counted } from "#web/design/format-number.ts";
import { notifyDone } from "#web/design/notify.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { call } from "#web/shell/api.ts";
import { forgetTeam } from "#web/teams/use-teams.ts";

/** The way to delete a team, with what follows from it counted before its name is typed. */
export function DeleteTeamSection({ team }: { team: Team }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const { data } = useQuery({
    queryKey: ["team-holdings", team.id],
    queryFn: ({ signal }) => call(readTeamHoldings, { params: { teamId: team.id }, signal }),
    enabled: opened,
    staleTime: 0,
  });
  async function remove() {
    await call(deleteTeam, { params: { teamId: team.id } });
    await navigate({ to: "/settings/teams" });
    forgetTeam(client, team.id);
    notifyDone(`${team.name} is deleted. What belonged to it is everyone’s.`);
  }
  return (
    <SettingsSection>
      <SettingRow
        name="Delete this team"
        sentence="What belongs to it becomes everyone’s. Nothing else is lost."
        inline
      >
        <Button variant="default" onClick={() => setOpened(true)}>
          Delete
        </Button>
      </SettingRow>
      <ConfirmByName
        opened={opened}
        onClose={() => setOpened(false)}
        title={`Delete ${team.name}?`}
        name={team.name}
        consequences={data ? consequencesOf(team, data) : "Counting what belongs to it."}
        verb="Delete team"
        onConfirm={remove}
      />
    </SettingsSection>
  );
}

function consequencesOf(team: Team, holdings: AnswerOf<typeof readTeamHoldings>): string {
  const { openConversations, archivedConversations, queues } = holdings;
  const counts = [
    ...(openConversations > 0 ? [counted(openConversations, "open conversation")] : []),
    ...(archivedConversations > 0 ? [counted(archivedConversations, "archived conversation")] : []),
  ];
  const conversations =
    counts.length === 0
      ? "No conversation belongs to it."
      : `${counts.join(" and ")} will be everyone’s; whoever is assigned keeps them.`;
  const names = queues.map(({ name }) => name).join(", ");
  const given = queues.length === 0 ? "" : ` So will what comes in through ${names} be.`;
  const people =
    team.members.length === 0 ? "" : ` Its ${counted(team.members.length, "member")} stay in the workspace.`;
  return `${conversations}${given}${people}`;
}
