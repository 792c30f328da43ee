import { Select } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addTeamMember, type Team } from "#contract/teams.ts";
import { SaveState, useSaving } from "#web/design/save-state.tsx";
import { everyMemberQuery } from "#web/members/every-member-query.ts";
import { call } from "#web/shell/api.ts";
import styles from "#web/teams/team-page.module.css";
import { keepTeam } from "#web/teams/use-teams.ts";

const shownAtOnce = 50;

/** Finds a colleague by name and takes them into the team. */
export function AddMember({ team }: { team: Team }) {
  const client = useQueryClient();
  const [search, setSearch] = useState("");
  const { data: members } = useQuery(everyMemberQuery);
  const inside = new Set(team.members.map(({ memberId }) => memberId));
  const others = (members ?? []).filter(({ id }) => !inside.has(id));
  const { saving, save } = useSaving(async (memberId: string) => {
    keepTeam(client, await call(addTeamMember, { params: { teamId: team.id, memberId } }));
  });
  async function add(memberId: string | null) {
    setSearch("");
    if (memberId) await save(memberId);
  }
  return (
    <div className={styles.add}>
      <Select
        aria-label={`Add a member to ${team.name}`}
        placeholder={members && others.length === 0 ? "Everyone is in this team" : "Add a member by name"}
        leftSection={<IconUserPlus size={16} />}
        data={others.map(({ id, displayName }) => ({ value: id, label: displayName }))}
        value={null}
        searchValue={search}
        onSearchChange={setSearch}
        onChange={(memberId) => void add(memberId)}
        limit={shownAtOnce}
        nothingFoundMessage="Nobody of this name works here and is not in the team yet."
        disabled={others.length === 0}
        searchable
      />
      {saving.kind === "failed" ? <SaveState saving={saving} /> : null}
    </div>
  );
}
