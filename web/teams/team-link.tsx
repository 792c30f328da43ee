import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Team } from "#contract/teams.ts";
import { Face } from "#web/design/face.tsx";
import { counted } from "#web/design/format-number.ts";
import { TeamMark } from "#web/design/team-mark.tsx";
import { pictureOf } from "#web/shell/session.ts";
import { distributionWords, purposeWords } from "#web/teams/team-words.ts";
import styles from "#web/teams/teams-page.module.css";

const shownFaces = 5;

/** One team in the list: what it is, who is in it, and how conversations are given out. */
export function TeamLink({ team }: { team: Team }) {
  const more = team.members.length - shownFaces;
  return (
    <Link to="/settings/teams/$teamId" params={{ teamId: team.id }} className={styles.team}>
      <div>
        <span className={styles.name}>
          <TeamMark team={team} />
        </span>
        <p className={styles.about}>{aboutOf(team)}</p>
      </div>
      <span className={styles.faces} aria-hidden>
        {team.members.slice(0, shownFaces).map((member) => (
          <Face key={member.memberId} name={member.displayName} picture={pictureOf(member)} size={24} />
        ))}
        {more > 0 ? <span className={styles.more}>+{more}</span> : null}
      </span>
      <IconChevronRight className={styles.onward} size={16} aria-hidden />
    </Link>
  );
}

function aboutOf({ purpose, members, leadId, distribution }: Team): string {
  const lead = members.find(({ memberId }) => memberId === leadId);
  const who = `${members.length === 0 ? "No members yet" : counted(members.length, "member")}${
    lead ? `, led by ${lead.displayName}` : ""
  }`;
  const what = purpose === "other" ? [] : [purposeWords[purpose]];
  return [...what, who, distributionWords[distribution].short].join(" · ");
}
