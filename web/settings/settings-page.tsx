import { Page, PageHeader } from "#web/design/page.tsx";

/** The settings. */
export function SettingsPage() {
  return (
    <Page>
      <PageHeader title="Settings" sentence="What you set here changes how your workspace works." />
    </Page>
  );
}
