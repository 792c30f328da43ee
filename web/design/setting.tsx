import { type ReactNode, useId } from "react";
import { SaveState, type Saving } from "#web/design/save-state.tsx";
import styles from "#web/design/setting.module.css";

interface SettingsSectionProps {
  readonly title?: string | undefined;
  readonly sentence?: ReactNode;
  readonly children: ReactNode;
}

/** A titled group of setting rows with one line around it. */
export function SettingsSection({ title, sentence, children }: SettingsSectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={title ? id : undefined}>
      {title ? (
        <h2 className={styles.sectionTitle} id={id}>
          {title}
        </h2>
      ) : null}
      {sentence ? <p className={styles.sectionSentence}>{sentence}</p> : null}
      <div className={styles.rows}>{children}</div>
    </section>
  );
}

interface SettingRowProps {
  readonly name: string;
  /** One sentence saying what it changes, and for whom. */
  readonly sentence?: ReactNode;
  /** The id of the control, so that a click on the name reaches it. Give the same id to the control. */
  readonly controlId?: string | undefined;
  /** How saving goes; drawn beside the name, where its coming and going moves nothing. */
  readonly saving?: Saving | undefined;
  /** Keeps a small control such as a switch at the right on narrow screens too. */
  readonly inline?: boolean | undefined;
  /** What needs the whole width: a preview, a list, a warning. */
  readonly below?: ReactNode;
  /** The control. */
  readonly children?: ReactNode;
}

/** One setting: its name and sentence at the left, its control at the right, "Saved" beside its name. */
export function SettingRow({ name, sentence, controlId, saving, inline, below, children }: SettingRowProps) {
  return (
    <div className={styles.row} data-inline={inline || undefined}>
      <div>
        <div className={styles.named}>
          {controlId ? (
            <label className={styles.name} htmlFor={controlId}>
              {name}
            </label>
          ) : (
            <span className={styles.name}>{name}</span>
          )}
          {saving ? <SaveState saving={saving} /> : null}
        </div>
        {sentence ? <p className={styles.sentence}>{sentence}</p> : null}
      </div>
      <div className={styles.control}>{children}</div>
      {below ? <div className={styles.below}>{below}</div> : null}
    </div>
  );
}
