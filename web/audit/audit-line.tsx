import type { AuditEntry } from "#contract/audit.ts";
import styles from "#web/audit/audit.module.css";
import { sentenceOf } from "#web/audit/audit-sentences.ts";
import { Changes } from "#web/audit/changes.tsx";
import { Face } from "#web/design/face.tsx";
import { RelativeTime } from "#web/design/relative-time.tsx";

interface AuditLineProps {
  readonly entry: AuditEntry;
  /** Narrows the log to who did this. */
  readonly onActor: (actor: NonNullable<AuditEntry["actor"]>) => void;
}

/** One line of the log: who did what, when, from where, and what it was before and after. */
export function AuditLine({ entry, onActor }: AuditLineProps) {
  const { actor, address, browser, at } = entry;
  return (
    <li className={styles.line}>
      <Face name={actor?.name ?? "Wokfow"} size={32} />
      <div className={styles.said}>
        <p className={styles.sentence}>
          {actor ? (
            <button
              type="button"
              className={styles.actor}
              title={`Show only what ${actor.name} did`}
              onClick={() => onActor(actor)}
            >
              {actor.name}
            </button>
          ) : (
            <span className={styles.wokfow}>Wokfow</span>
          )}{" "}
          {sentenceOf(entry)}
        </p>
        <Changes entry={entry} />
        <p className={styles.from}>{[browser, address].filter(Boolean).join(" · ") || "By itself"}</p>
      </div>
      <span className={styles.time}>
        <RelativeTime moment={at} style="long" />
      </span>
    </li>
  );
}
