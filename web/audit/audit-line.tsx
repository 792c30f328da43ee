import type { AuditEntry } from "#contract/audit.ts";
import type { Member } from "#contract/members.ts";
import styles from "#web/audit/audit.module.css";
import { sentenceOf } from "#web/audit/audit-sentences.ts";
import { Changes } from "#web/audit/changes.tsx";
import { Face } from "#web/design/face.tsx";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { pictureOf } from "#web/shell/session.ts";

interface AuditLineProps {
  readonly entry: AuditEntry;
  /** Who works here now, by their identifier. */
  readonly members: ReadonlyMap<string, Member>;
  /** Narrows the log to who did this. */
  readonly onActor: (actor: NonNullable<AuditEntry["actor"]>) => void;
}

/** One line of the log: who did what, when, from where, and what it was before and after. */
export function AuditLine({ entry, members, onActor }: AuditLineProps) {
  const { actor, address, browser, at } = entry;
  const member = actor && members.get(actor.memberId);
  return (
    <li className={styles.line}>
      <Face name={actor?.name ?? "Wokfow"} picture={member && pictureOf(member)} size={32} />
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
        <Changes entry={entry} nameOf={(id) => members.get(id)?.displayName ?? null} />
      </div>
      <p className={styles.origin}>
        <RelativeTime moment={at} style="long" />
        <span>{[browser, address].filter(Boolean).join(" · ") || "by itself"}</span>
      </p>
    </li>
  );
}
