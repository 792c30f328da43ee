import { IconChevronLeft } from "@tabler/icons-react";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { Page } from "#web/design/page.tsx";
import { usePhone } from "#web/design/phone.ts";
import { SettingsMenu } from "#web/settings/settings-menu.tsx";
import styles from "#web/settings/settings-page.module.css";

/** The settings: the menu of the pages that the role opens, and one page beside it. On a phone one or the other. */
export function SettingsPage() {
  const phone = usePhone();
  const { pathname } = useLocation();
  const atIndex = /^\/settings\/?$/u.test(pathname);
  if (phone && atIndex) return <Outlet />;
  // What hangs below one of the pages leads back to that one by itself.
  const below = pathname.split("/").filter(Boolean).length > 2;
  return (
    <div className={styles.settings}>
      {phone ? null : (
        <div className={styles.side}>
          <p className={styles.title}>Settings</p>
          <SettingsMenu />
        </div>
      )}
      {/* Each page begins at its top, however far the former one was scrolled. */}
      <div key={pathname} className={styles.page}>
        {phone && !below ? (
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
