import { classes } from "#web/design/classes.ts";
import styles from "#web/design/states.module.css";

interface ListSkeletonProps {
  /** The height of one row in the finished list, in pixels. */
  readonly rowHeight: number;
  readonly rows?: number | undefined;
  /** The size of the face or icon at the left of a row, in pixels; 0 for none. */
  readonly disc?: number | undefined;
  /** Lines of text in a row. */
  readonly lines?: 1 | 2 | undefined;
}

/** The geometry of a list whose rows are still on their way. Invisible for 200 ms, so that a fast answer never flashes. */
export function ListSkeleton({ rowHeight, rows = 8, disc = 32, lines = 2 }: ListSkeletonProps) {
  return (
    <div className={classes(styles.skeleton, styles.late)} aria-busy="true" aria-label="Loading" role="status">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className={styles.bone} style={{ height: rowHeight }}>
          {disc ? <span className={styles.disc} style={{ width: disc, height: disc }} /> : null}
          <span className={styles.bars}>
            <span className={styles.bar} style={{ width: `${38 + ((row * 17) % 30)}%` }} />
            {lines === 2 ? <span className={styles.bar} style={{ width: `${58 + ((row * 23) % 34)}%` }} /> : null}
          </span>
        </div>
      ))}
    </div>
  );
}

/** Shows something only when waiting takes longer than 200 ms. */
export function Late({ children }: { children: React.ReactNode }) {
  return <div className={styles.late}>{children}</div>;
}
