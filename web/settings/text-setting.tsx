import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { z } from "zod";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow } from "#web/design/setting.tsx";
import styles from "#web/settings/text-setting.module.css";
import { UnsavedGuard } from "#web/shell/unsaved.tsx";

interface TextSettingProps {
  readonly name: string;
  readonly sentence: string;
  readonly value: string;
  /** What the server will ask of it too. */
  readonly shape: z.ZodType<string>;
  /** Null for members who may only read it. */
  readonly onSave: ((value: string) => Promise<unknown>) | null;
  readonly autoComplete?: string | undefined;
}

/** A setting of one line of text. It saves when the field is left or on Enter; Escape brings back what was saved. */
export function TextSetting({ name, sentence, value, shape, onSave, autoComplete = "off" }: TextSettingProps) {
  const id = useId();
  const { typed, fault, saving, change, keep, restore } = useTyped(value, shape, onSave);
  if (!onSave) {
    return (
      <SettingRow name={name} sentence={sentence}>
        <span className={styles.readOnly}>{value}</span>
      </SettingRow>
    );
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") void keep();
    if (event.key === "Escape") restore();
  }
  return (
    <SettingRow name={name} sentence={sentence} controlId={id} saving={saving}>
      <TextInput
        id={id}
        className={styles.field}
        value={typed}
        error={fault}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => void keep()}
        autoComplete={autoComplete}
      />
      <UnsavedGuard dirty={typed !== value && saving.kind !== "saving"} what={`“${name}”`} />
    </SettingRow>
  );
}

function useTyped(value: string, shape: z.ZodType<string>, onSave: TextSettingProps["onSave"]) {
  const [typed, setTyped] = useState(value);
  const [fault, setFault] = useState<string | null>(null);
  const { saving, save } = useSaving(async (next: string) => onSave?.(next));
  const shown = useRef(value);
  useEffect(() => {
    // A change from elsewhere is shown at once, unless somebody is typing here.
    const former = shown.current;
    shown.current = value;
    setTyped((now) => (now === former ? value : now));
  }, [value]);

  async function keep() {
    const parsed = shape.safeParse(typed);
    if (!parsed.success) return setFault(parsed.error.issues[0]?.message ?? null);
    setTyped(parsed.data);
    if (parsed.data !== value && saving.kind !== "saving") await save(parsed.data);
  }
  function change(next: string) {
    setTyped(next);
    setFault(null);
  }
  return { typed, fault, saving, change, keep, restore: () => change(value) };
}
