import type { ReactNode } from "react";
import { Logo } from "#web/design/logo.tsx";
import { useTabTitle } from "#web/design/page.tsx";
import styles from "#web/sessions/entrance-layout.module.css";

interface EntranceLayoutProps {
  readonly title: string;
  readonly sentence: ReactNode;
  readonly children: ReactNode;
  /** A way to another page, below the form. */
  readonly after?: ReactNode;
}

/** What the pages before the frame have in common: the form at the left, our line at the right. */
export function EntranceLayout({ title, sentence, children, after }: EntranceLayoutProps) {
  useTabTitle(title);
  return (
    <div className={styles.page}>
      <main className={styles.side}>
        <div className={styles.column}>
          <div className={styles.logo}>
            <Logo size={40} />
          </div>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.sentence}>{sentence}</p>
          {children}
          {after ? <p className={styles.after}>{after}</p> : null}
        </div>
      </main>
      <div className={styles.picture} aria-hidden>
        <Lines />
      </div>
    </div>
  );
}

/** The line of the logo, drawn large and often: many conversations, side by side. */
function Lines() {
  const rows = [0, 1, 2, 3, 4, 5, 6];
  return (
    <svg viewBox="0 0 600 900" preserveAspectRatio="xMidYMid slice" aria-hidden>
      {rows.map((row) => (
        <path
          key={row}
          d={`M-60 ${60 + row * 130}l110 170L170 ${100 + row * 130}l120 170L410 ${100 + row * 130}l120 170L660 ${60 + row * 130}`}
          fill="none"
          stroke="#43a59f"
          strokeOpacity={row === 3 ? 0.9 : 0.16}
          strokeWidth={row === 3 ? 6 : 3}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
}
