import { type ReactNode, useEffect } from "react";
import { classes } from "#web/design/classes.ts";
import styles from "#web/design/page.module.css";

/** The scrolled content of a room: a column of 760 px, or the full width for tables. */
export function Page({ wide = false, children }: { wide?: boolean | undefined; children: ReactNode }) {
  return (
    <div className={styles.page}>
      <div className={classes(styles.content, wide && styles.wide)}>{children}</div>
    </div>
  );
}

interface PageHeaderProps {
  /** Also the title of the browser tab. */
  readonly title: string;
  /** One sentence saying what the page is for. */
  readonly sentence?: ReactNode;
  /** Buttons at the right. */
  readonly actions?: ReactNode;
}

/** The title of a page, its sentence and its actions. */
export function PageHeader({ title, sentence, actions }: PageHeaderProps) {
  useTabTitle(title);
  return (
    <header className={styles.header}>
      <div className={styles.heading}>
        <h1 className={styles.title}>{title}</h1>
        {sentence ? <p className={styles.sentence}>{sentence}</p> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </header>
  );
}

/** Names the browser tab after what it shows. */
export function useTabTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Wokfow`;
  }, [title]);
}
