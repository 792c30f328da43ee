import { Anchor, Table } from "@mantine/core";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { holds, type Right, type Role, rights, roles } from "#contract/rights.ts";
import { PageHeader } from "#web/design/page.tsx";
import { roleWords } from "#web/members/role-words.ts";
import styles from "#web/members/roles/roles-page.module.css";
import { useRight, useSession } from "#web/shell/session.ts";

/** What each role may do: the very table that the server asks. */
export function RolesPage() {
  const { profile } = useSession();
  const manages = useRight("members.manage");
  return (
    <>
      <PageHeader
        title="What each role may do"
        sentence={
          <>
            You are {articleOf(profile.role)} {roleWords[profile.role].name}.{" "}
            {manages ? (
              <Anchor component={Link} to="/settings/users" fz="md" underline="always">
                Give roles to users
              </Anchor>
            ) : (
              "An Owner or Admin can give you another role."
            )}
          </>
        }
      />
      <dl className={styles.roles}>
        {roles.map((role) => (
          <div key={role} className={styles.role}>
            <dt>{roleWords[role].name}</dt>
            <dd>{roleWords[role].sentence}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.scroll}>
        <Table className={styles.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" className={styles.right}>
                Right
              </Table.Th>
              {roles.map((role) => (
                <Table.Th key={role} scope="col" className={styles.cell} data-own={role === profile.role || undefined}>
                  {roleWords[role].name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {allRights.map((right) => (
              <Table.Tr key={right}>
                <Table.Th scope="row" className={styles.right}>
                  {rights[right]}
                </Table.Th>
                {roles.map((role) => (
                  <Cell key={role} role={role} right={right} own={role === profile.role} />
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}

const allRights = Object.keys(rights).filter((name): name is Right => name in rights);

function Cell({ role, right, own }: { role: Role; right: Right; own: boolean }) {
  const may = holds(role, right);
  const Icon = may ? IconCheck : IconMinus;
  return (
    <Table.Td className={styles.cell} data-may={may || undefined} data-own={own || undefined}>
      <Icon size={16} stroke={may ? 2.25 : 1.5} aria-hidden />
      <span className="wk-hidden">{may ? "Yes" : "No"}</span>
    </Table.Td>
  );
}

function articleOf(role: Role): string {
  return role === "owner" || role === "admin" ? "an" : "a";
}
