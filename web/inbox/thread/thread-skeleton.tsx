import { Late } from "#web/design/list-skeleton.tsx";
import styles from "#web/inbox/thread/thread-log.module.css";

/** The geometry of a thread whose messages are still on their way. */
export function ThreadSkeleton() {
  return (
    <div className={styles.frame}>
      <Late>
        <div className={styles.bones} role="status" aria-label="Loading" aria-busy="true">
          {[1, 2, 3, 4, 5, 6].map((bone) => (
            <span key={bone} className={styles.bone} />
          ))}
        </div>
      </Late>
    </div>
  );
}
