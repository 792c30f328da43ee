import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { DirectoryMember, DirectorySort } from "#contract/directory.ts";
import { Face } from "#web/design/face.tsx";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { StatusPill } from "#web/design/status-pill.tsx";
import { TeamMark } from "#web/design/team-mark.tsx";
import styles from "#web/members/directory/directory.module.css";
import type { DirectoryWish } from "#web/members/directory/directory-query.ts";
import { statusWords } from "#web/members/directory/status-words.ts";
import { roleWords } from "#web/members/role-words.ts";
import { pictureOf } from "#web/shell/session.ts";

type Order = Pick<DirectoryWish, "sort" | "order">;

interface DirectoryTableProps {
  readonly members: readonly DirectoryMember[];
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

/** Members in rows; the heads of the columns sort them. On a phone each is a card. */
export function DirectoryTable({ members, order, onOrder }: DirectoryTableProps) {
  const head = { order, onOrder };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <SortingHead {...head} sort="name" name="Name" />
          <SortingHead {...head} sort="role" name="Role" />
          <th scope="col">Teams</th>
          <SortingHead {...head} sort="last_seen" name="Last seen" />
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </tbody>
    </table>
  );
}

interface SortingHeadProps {
  readonly sort: DirectorySort;
  readonly name: string;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

function SortingHead({ sort, name, order, onOrder }: SortingHeadProps) {
  const sorts = order.sort === sort;
  const down = order.order === "descending";
  const Arrow = down ? IconArrowDown : IconArrowUp;
  // Who was here last is what one looks for first.
  const first = sort === "last_seen" ? "descending" : "ascending";
  const next = sorts ? (down ? "ascending" : "descending") : first;
  return (
    <th scope="col" aria-sort={sorts ? (down ? "descending" : "ascending") : "none"}>
      <UnstyledButton className={styles.head} onClick={() => onOrder({ sort, order: next })}>
        {name}
        {sorts ? <Arrow size={14} aria-hidden /> : null}
      </UnstyledButton>
    </th>
  );
}

function MemberRow({ member }: { member: DirectoryMember }) {
  const { name, meaning, icon } = statusWords[member.status];
  return (
    <tr className={styles.row} data-out={member.status === "deactivated" || undefined}>
      <td>
        <div className={styles.person}>
          <Face name={member.displayName} picture={pictureOf(member)} size={32} />
          <div className={styles.named}>
            {/* Its hit area is the whole row. */}
            <Link to="/settings/users" search={{ member: member.id }} className={styles.name}>
              {member.displayName}
            </Link>
            <span className={styles.email}>{member.email}</span>
          </div>
        </div>
      </td>
      <td>{roleWords[member.role].name}</td>
      <td>
        {member.teams.length > 0 ? (
          <div className={styles.teams}>
            {member.teams.map((team) => (
              <TeamMark key={team.id} team={team} />
            ))}
          </div>
        ) : null}
      </td>
      <td className={styles.seen}>{member.lastSeenAt ? <RelativeTime moment={member.lastSeenAt} /> : "Never"}</td>
      <td>
        <StatusPill meaning={meaning} icon={icon}>
          {name}
        </StatusPill>
      </td>
    </tr>
  );
}
