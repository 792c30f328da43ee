import { Button } from "@mantine/core";
import { IconPlus, IconUsersGroup } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "#web/design/empty-state.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { PageHeader } from "#web/design/page.tsx";
import { QueuesSection } from "#web/queues/queues-section.tsx";
import { useRight } from "#web/shell/session.ts";
import { CreateTeam } from "#web/teams/create-team.tsx";
import { TeamLink } from "#web/teams/team-link.tsx";
import styles from "#web/teams/teams-page.module.css";
import { useTeams } from "#web/teams/use-teams.ts";

/** The teams, and which team answers what comes in through which channel. */
export function TeamsPage() {
  const [creating, setCreating] = useState(false);
  const mayManage = useRight("teams.manage");
  const teams = useTeams();
  const rows = teams.data?.items ?? [];
  return (
    <>
      <PageHeader
        title="Teams"
        sentence="Who answers customers together, and which conversations come to whom."
        actions={mayManage && rows.length > 0 ? <NewTeam onClick={() => setCreating(true)} /> : null}
      />
      {rows.length > 0 ? (
        <ul className={styles.list}>
          {rows.map((team) => (
            <li key={team.id}>
              <TeamLink team={team} />
            </li>
          ))}
        </ul>
      ) : null}
      {teams.data && rows.length === 0 ? <NoTeams mayManage={mayManage} onCreate={() => setCreating(true)} /> : null}
      {!teams.data && teams.error ? (
        <ErrorState title="The teams could not be loaded" error={teams.error} onRetry={() => void teams.refetch()} />
      ) : null}
      {!teams.data && !teams.error ? <ListSkeleton rowHeight={64} rows={3} disc={0} /> : null}
      <QueuesSection />
      {creating ? <CreateTeam onClose={() => setCreating(false)} /> : null}
    </>
  );
}

function NewTeam({ onClick, first = false }: { onClick: () => void; first?: boolean }) {
  return (
    <Button variant={first ? "filled" : "default"} leftSection={<IconPlus size={16} />} onClick={onClick}>
      New team
    </Button>
  );
}

function NoTeams({ mayManage, onCreate }: { mayManage: boolean; onCreate: () => void }) {
  return (
    <div className={styles.none}>
      <EmptyState
        icon={IconUsersGroup}
        title="There is no team yet"
        sentence={
          mayManage
            ? "Make one, choose its members and give it a channel’s queue: then what comes in there is theirs."
            : "A manager, an admin or an owner can make teams. Until then everybody answers everything."
        }
        action={mayManage ? <NewTeam onClick={onCreate} first /> : null}
      />
    </div>
  );
}
