import { IconInbox } from "@tabler/icons-react";
import { EmptyState } from "#web/design/empty-state.tsx";
import { useTabTitle } from "#web/design/page.tsx";

/** The inbox. */
export function InboxPage() {
  useTabTitle("Inbox");
  return <EmptyState icon={IconInbox} title="No conversations yet" sentence="What customers write appears here." />;
}
