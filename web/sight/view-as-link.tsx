import { IconEye } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { askingWhy } from "#web/sight/asking-why.ts";
import styles from "#web/sight/sight.module.css";

/** Leads to the inbox as a member has it. */
export function ViewAsLink({ memberId }: { memberId: string }) {
  return (
    <Link
      to="/settings/users/$memberId/inbox"
      params={{ memberId }}
      className={styles.link}
      onClick={() => askingWhy.set(null)}
    >
      <IconEye size={16} aria-hidden />
      Inbox as they have it
    </Link>
  );
}
