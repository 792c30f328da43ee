import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Sight } from "#contract/sight.ts";
import { ErrorState } from "#web/design/error-state.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import styles from "#web/sight/sight.module.css";
import { sightQuery } from "#web/sight/sight-queries.ts";
import { ViewAsLink } from "#web/sight/view-as-link.tsx";

interface WhyAnswerProps {
  readonly memberId: string;
  readonly conversationId: string;
}

/** Whether a member sees a conversation, by which rules, and what would change it. */
export function WhyAnswer({ memberId, conversationId }: WhyAnswerProps) {
  const { data, error, refetch } = useQuery(sightQuery(memberId, conversationId));
  if (error) return <ErrorState title="The answer could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <ListSkeleton rowHeight={48} rows={1} disc={32} />;
  return (
    <div role="status">
      <Answer sight={data} />
      {data.sees ? (
        <div className={styles.next}>
          <ViewAsLink memberId={memberId} />
        </div>
      ) : null}
    </div>
  );
}

function Answer({ sight: { sees, reasons, remedy } }: { sight: Sight }) {
  const Icon = sees ? IconEye : IconEyeOff;
  return (
    <div className={styles.answer} data-sees={sees || undefined}>
      <Icon size={20} stroke={1.75} aria-hidden />
      <div className={styles.words}>
        {reasons.map(({ kind, sentence }) => (
          <p key={kind} className={styles.reason}>
            {sentence}
          </p>
        ))}
        {remedy ? <p className={styles.remedy}>{remedy}</p> : null}
      </div>
    </div>
  );
}
