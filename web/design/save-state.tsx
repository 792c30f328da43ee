import { Loader } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { classes } from "#web/design/classes.ts";
import { Late } from "#web/design/list-skeleton.tsx";
import styles from "#web/design/save-state.module.css";
import { sentenceOf } from "#web/design/sentence-of.ts";

/** How saving one control goes. A failure carries its sentence. */
export type Saving =
  | { readonly kind: "idle" | "saving" | "saved" }
  | { readonly kind: "failed"; readonly sentence: string };

/** "Saved", a quiet spinner or the sentence of the failure, beside the control it belongs to. */
export function SaveState({ saving }: { saving: Saving }) {
  return (
    <span className={styles.state} role="status">
      {saving.kind === "saving" ? (
        <Late>
          <Loader size={12} aria-label="Saving" />
        </Late>
      ) : null}
      {saving.kind === "saved" ? (
        <span className={classes(styles.state, styles.saved)}>
          <IconCheck size={14} aria-hidden />
          Saved
        </span>
      ) : null}
      {saving.kind === "failed" ? (
        <span className={classes(styles.state, styles.failed)}>
          <IconAlertTriangle size={14} aria-hidden />
          {saving.sentence}
        </span>
      ) : null}
    </span>
  );
}

const savedForMs = 3_000;

/**
 * Runs a save and tells how it goes; "Saved" disappears after 3 seconds, a failure stays until the next try.
 * `save` never throws: it answers whether it worked, so that the caller can keep what was typed.
 */
export function useSaving<Args extends readonly unknown[]>(action: (...args: Args) => Promise<unknown>) {
  const [saving, setSaving] = useState<Saving>({ kind: "idle" });
  const latest = useRef(action);
  latest.current = action;
  const save = useCallback(async (...args: Args): Promise<boolean> => {
    setSaving({ kind: "saving" });
    try {
      await latest.current(...args);
      setSaving({ kind: "saved" });
      return true;
    } catch (error) {
      setSaving({ kind: "failed", sentence: sentenceOf(error) });
      return false;
    }
  }, []);
  useEffect(() => {
    if (saving.kind !== "saved") return;
    const timer = setTimeout(() => setSaving({ kind: "idle" }), savedForMs);
    return () => clearTimeout(timer);
  }, [saving]);
  return { saving, save };
}
