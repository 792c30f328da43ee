import { ActionIcon, Menu } from "@mantine/core";
import { IconCrown, IconCrownOff, IconDots, IconUserMinus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Member } from "#contract/members.ts";
import { removeTeamMember, type Team } from "#contract/teams.ts";
import { Face } from "#web/design/face.tsx";
import { notifyProblem } from "#web/design/notify.tsx";
import { SettingsSection } from "#web/design/setting.tsx";
import { AvailabilityDot } from "#web/members/availability/availability-dot.tsx";
import { availabilityWords } from "#web/members/availability/availability-words.ts";
import { statusWords } from "#web/members/directory/status-words.ts";
import { everyMemberQuery } from "#web/members/every-member-query.ts";
import { call } from "#web/shell/api.ts";
import { pictureOf } from "#web/shell/session.ts";
import { AddMember } from "#web/teams/add-member.tsx";
import styles from "#web/teams/team-page.module.css";
import { useEditTeam } from "#web/teams/use-edit-team.ts";
import { keepTeam } from "#web/teams/use-teams.ts";

/** Who works in the team, with its lead, and how others come in. */
export function MembersSection({ team, mayManage }: { team: Team; mayManage: boolean }) {
  const { data: colleagues } = useQuery(everyMemberQuery);
  return (
    <SettingsSection
      title="Members"
      sentence="They see what belongs to the team, whatever the workspace lets members see. One may be in several teams."
    >
      {team.members.length > 0 ? (
        <ul className={styles.members} aria-label={`Members of ${team.name}`}>
          {team.members.map((member) => (
            <li key={member.memberId}>
              <MemberRow
                team={team}
                member={member}
                colleague={colleagues?.find(({ id }) => id === member.memberId) ?? (colleagues ? null : undefined)}
                mayManage={mayManage}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.nobody}>Nobody is in this team yet.</p>
      )}
      {mayManage ? <AddMember team={team} /> : null}
    </SettingsSection>
  );
}

interface MemberRowProps {
  readonly team: Team;
  readonly member: Team["members"][number];
  /** The same as everyone sees them; null once they are deactivated, undefined while that is not known. */
  readonly colleague: Member | null | undefined;
  readonly mayManage: boolean;
}

function MemberRow({ team, member, colleague, mayManage }: MemberRowProps) {
  const isLead = member.memberId === team.leadId;
  return (
    <div className={styles.member}>
      <Face
        name={member.displayName}
        picture={pictureOf(member)}
        corner={colleague?.status === "active" ? <AvailabilityDot availability={colleague.availability} /> : null}
      />
      <span className={styles.name}>{member.displayName}</span>
      <span className={styles.lead}>
        {isLead ? (
          <>
            <IconCrown size={14} aria-hidden />
            Lead
          </>
        ) : null}
      </span>
      <span className={styles.lead}>{colleague === undefined ? "" : stateOf(colleague)}</span>
      {mayManage ? <MemberMenu team={team} member={member} isLead={isLead} /> : <span />}
    </div>
  );
}

/** Whether the team can give them anything. */
function stateOf(colleague: Member | null): string {
  if (colleague === null) return statusWords.deactivated.name;
  return colleague.status === "active"
    ? availabilityWords[colleague.availability].name
    : statusWords[colleague.status].name;
}

function MemberMenu({ team, member, isLead }: { team: Team; member: MemberRowProps["member"]; isLead: boolean }) {
  const client = useQueryClient();
  const edit = useEditTeam(team);
  const params = { teamId: team.id, memberId: member.memberId };
  const lead = () => edit({ leadId: isLead ? null : member.memberId }).catch(notifyProblem);
  const remove = async () => keepTeam(client, await call(removeTeamMember, { params }));
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon aria-label={`More for ${member.displayName}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={isLead ? <IconCrownOff size={16} /> : <IconCrown size={16} />}
          onClick={() => void lead()}
        >
          {isLead ? "No longer the lead" : "Make team lead"}
        </Menu.Item>
        <Menu.Item leftSection={<IconUserMinus size={16} />} onClick={() => void remove().catch(notifyProblem)}>
          Take out of the team
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
