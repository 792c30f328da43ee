import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type SettingsPage, settingsPages } from "#web/settings/pages.ts";
import styles from "#web/settings/settings-page.module.css";
import { useSession } from "#web/shell/session.ts";

/** The pages of the settings under their headings; those that the role does not open are not listed. */
export function SettingsMenu() {
  const { rights } = useSession();
  const open = settingsPages.filter((page) => rights.includes(page.right));
  return (
    <nav className={styles.menu} aria-label="Settings">
      {[...Map.groupBy(open, (page) => page.group)].map(([group, pages]) => (
        <div key={group}>
          <h2 className={styles.groupName}>{group}</h2>
          <ul className={styles.links}>
            {pages.map((page) => (
              <li key={page.path}>
                <PageLink page={page} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function PageLink({ page }: { page: SettingsPage }) {
  return (
    <Link to={page.path} className={styles.link} activeProps={{ "data-active": true }}>
      <page.icon size={16} stroke={1.75} aria-hidden />
      <span className={styles.name}>{page.name}</span>
      <IconChevronRight className={styles.onward} size={16} aria-hidden />
    </Link>
  );
}
