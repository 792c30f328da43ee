import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { EmptyState } from "#web/design/empty-state.tsx";
import { useTabTitle } from "#web/design/page.tsx";
import styles from "#web/shell/message-page.module.css";

interface MessagePageProps {
  readonly icon: TablerIcon;
  readonly title: string;
  readonly sentence: ReactNode;
  readonly action: ReactNode;
}

/** A whole page that only has something to say: not found, not allowed. */
export function MessagePage(props: MessagePageProps) {
  useTabTitle(props.title);
  return (
    <div className={styles.page}>
      <EmptyState {...props} heading />
    </div>
  );
}
