import { IconChevronLeft } from "@tabler/icons-react";
import { Link, Outlet, useMatchRoute } from "@tanstack/react-router";
import { Page } from "#web/design/page.tsx";
import { usePhone } from "#web/design/phone.ts";
import { SettingsMenu } from "#web/settings/settings-menu.tsx";
import styles from "#web/settings/settings-page.module.css";

/** The settings: the menu of the pages that the role opens, and one page beside it. On a phone one or the other. */
export function SettingsPage() {
  const phone = usePhone();
  const atIndex = useMatchRoute()({ to: "/settings", fuzzy: false }) !== false;
  if (phone && atIndex) return <Outlet />;
  return (
    <div className={styles.settings}>
      {phone ? null : (
        <div className={styles.side}>
          <p className={styles.title}>Settings</p>
          <SettingsMenu />
        </div>
      )}
      <div className={styles.page}>
        {phone ? (
          <Link to="/settings" className={styles.back}>
            <IconChevronLeft size={16} aria-hidden />
            Settings
          </Link>
        ) : null}
        <Page>
          <Outlet />
        </Page>
      </div>
    </div>
  );
}
