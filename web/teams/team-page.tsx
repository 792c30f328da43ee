import { IconChevronLeft, IconUsersGroup } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { EmptyState } from "#web/design/empty-state.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { Notice } from "#web/design/notice.tsx";
import page from "#web/design/page.module.css";
import { PageHeader } from "#web/design/page.tsx";
import { useRight } from "#web/shell/session.ts";
import { DeleteTeamSection } from "#web/teams/delete-team.tsx";
import { DistributionSection } from "#web/teams/distribution-section.tsx";
import { MembersSection } from "#web/teams/members-section.tsx";
import styles from "#web/teams/team-page.module.css";
import { TeamSection } from "#web/teams/team-section.tsx";
import { useTeams } from "#web/teams/use-teams.ts";

/** One team: what it is, who is in it, and how its conversations are given out. */
export function TeamPage() {
  const { teamId } = useParams({ from: "/app/settings/teams/$teamId" });
  const mayManage = useRight("teams.manage");
  const { data, error, refetch } = useTeams();
  const team = data?.items.find(({ id }) => id === teamId);
  return (
    <>
      <Link to="/settings/teams" className={page.back}>
        <IconChevronLeft size={16} aria-hidden />
        Teams
      </Link>
      {team ? (
        <div key={team.id}>
          <PageHeader title={team.name} sentence="What is set here holds for everyone in this team." />
          {mayManage ? null : <ReadOnly />}
          <TeamSection team={team} mayManage={mayManage} />
          <MembersSection team={team} mayManage={mayManage} />
          <DistributionSection team={team} mayManage={mayManage} />
          {mayManage ? <DeleteTeamSection team={team} /> : null}
        </div>
      ) : null}
      {data && !team ? <Gone /> : null}
      {!data && error ? (
        <ErrorState title="The team could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <ListSkeleton rowHeight={64} rows={4} disc={0} /> : null}
    </>
  );
}

function ReadOnly() {
  return (
    <div className={styles.readOnly}>
      <Notice meaning="quiet">Your role reads what a team is. A manager, an admin or an owner can change it.</Notice>
    </div>
  );
}

function Gone() {
  return (
    <EmptyState
      icon={IconUsersGroup}
      title="This team does not exist"
      sentence="If somebody has deleted it, what belonged to it is everyone’s now."
      heading
    />
  );
}
