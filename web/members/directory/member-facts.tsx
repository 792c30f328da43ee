import type { ReactNode } from "react";
import type { DirectoryEntry } from "#contract/directory.ts";
import { counted } from "#web/design/format-number.ts";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { TeamMark } from "#web/design/team-mark.tsx";
import styles from "#web/members/directory/member-panel.module.css";

/** What is known of a member beyond their name. */
export function MemberFacts({ member }: { member: DirectoryEntry }) {
  const { teams, lastSeenAt, createdAt, openConversations } = member;
  return (
    <dl className={styles.facts}>
      <Fact name="Teams">
        {teams.length === 0 ? (
          "None"
        ) : (
          <span className={styles.teams}>
            {teams.map((team) => (
              <TeamMark key={team.id} team={team} />
            ))}
          </span>
        )}
      </Fact>
      <Fact name="Assigned">{counted(openConversations, "open conversation")}</Fact>
      <Fact name="Last seen">{lastSeenAt ? <RelativeTime moment={lastSeenAt} style="long" /> : "Never"}</Fact>
      <Fact name="Since">
        <RelativeTime moment={createdAt} style="long" />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
