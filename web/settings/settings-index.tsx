import { Navigate } from "@tanstack/react-router";
import { Page, PageHeader } from "#web/design/page.tsx";
import { usePhone } from "#web/design/phone.ts";
import { SettingsMenu } from "#web/settings/settings-menu.tsx";

/** `/settings` itself: the menu on a phone, the first page where the menu stands beside it anyway. */
export function SettingsIndex() {
  const phone = usePhone();
  if (!phone) return <Navigate to="/settings/profile" replace />;
  return (
    <Page>
      <PageHeader title="Settings" sentence="What you set here changes how your workspace works." />
      <SettingsMenu />
    </Page>
  );
}
