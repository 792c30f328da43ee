import { Button, NumberInput, Switch } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { autoArchiveDays } from "#contract/workspaces.ts";
import { ArchivePreview } from "#web/archiving/archive-preview.tsx";
import styles from "#web/archiving/archive-section.module.css";
import { previewQuery } from "#web/archiving/archiving-queries.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow } from "#web/design/setting.tsx";
import { UnsavedGuard } from "#web/shell/unsaved.tsx";
import { useEditWorkspace } from "#web/workspaces/use-edit-workspace.ts";

/** The period, off or 1 to 365 days. What it would do now stands below it before it can be saved. */
export function PeriodForm({ saved }: { saved: number | null }) {
  const [switchId, faultId] = [useId(), useId()];
  const edit = useEditWorkspace();
  const { draft, setDraft, restore } = useDraft(saved);
  const { saving, save } = useSaving((days: number | null) => edit({ autoArchiveDays: days }));
  const wanted = draft.on ? draft.days : null;
  const parsed = autoArchiveDays.safeParse(wanted);
  const fault = parsed.success ? null : (parsed.error.issues[0]?.message ?? null);
  const changed = wanted !== saved;
  const { previewed, looked } = useLook(changed && parsed.success ? parsed.data : null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (parsed.success && looked) await save(parsed.data);
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <SettingRow
        name="Archive by itself"
        sentence="Counted from the last message of either side. It runs every few minutes, for all members."
        controlId={switchId}
        saving={saving}
        inline={!draft.on}
        below={
          changed ? (
            <div className={styles.consequence}>
              {fault ? <Fault id={faultId} sentence={fault} /> : <Consequence on={draft.on} previewed={previewed} />}
              <div className={styles.buttons}>
                <Button variant="default" onClick={restore}>
                  Cancel
                </Button>
                <Button type="submit" disabled={!parsed.success || !looked} loading={saving.kind === "saving"}>
                  Save
                </Button>
              </div>
            </div>
          ) : null
        }
      >
        {draft.on ? (
          <DaysField
            days={draft.days}
            faultId={fault ? faultId : undefined}
            onChange={(days) => setDraft({ on: true, days })}
          />
        ) : null}
        <Switch
          id={switchId}
          checked={draft.on}
          onChange={(event) => setDraft({ ...draft, on: event.currentTarget.checked })}
        />
      </SettingRow>
      <UnsavedGuard dirty={changed && saving.kind !== "saving"} what="The new period" />
    </form>
  );
}

interface DaysFieldProps {
  readonly days: number;
  /** Where it is said what is wrong with the days; undefined when nothing is. */
  readonly faultId: string | undefined;
  readonly onChange: (days: number) => void;
}

function DaysField({ days, faultId, onChange }: DaysFieldProps) {
  return (
    <NumberInput
      className={styles.days}
      aria-label="Days without a message"
      aria-describedby={faultId}
      value={days}
      onChange={(next) => onChange(typeof next === "number" ? next : Number.NaN)}
      error={faultId !== undefined}
      min={1}
      max={365}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      suffix={days === 1 ? " day" : " days"}
    />
  );
}

function Fault({ id, sentence }: { id: string; sentence: string }) {
  return (
    <p id={id} className={styles.fault} role="alert">
      {sentence}
    </p>
  );
}

function Consequence({ on, previewed }: { on: boolean; previewed: number | null }) {
  if (!on) {
    return <p className={styles.said}>Nothing more will be archived by itself. What is archived stays archived.</p>;
  }
  return previewed === null ? null : <ArchivePreview days={previewed} />;
}

const settleMs = 300;

/** Which period the preview shows, a moment after the last key, and whether what is wanted has been looked at (or cannot be). */
function useLook(wanted: number | null) {
  const [previewed] = useDebouncedValue(wanted, settleMs);
  const { data, error } = useInfiniteQuery({ ...previewQuery(previewed ?? usualDays), enabled: previewed !== null });
  const answered = data !== undefined || error !== null;
  return { previewed, looked: wanted === null || (wanted === previewed && answered) };
}

const usualDays = 30;
const draftOf = (saved: number | null, days: number) => ({ on: saved !== null, days: saved ?? days });

/** What is chosen and not saved yet. It follows what others save for as long as nothing is chosen here. */
function useDraft(saved: number | null) {
  const [draft, setDraft] = useState(draftOf(saved, usualDays));
  const shown = useRef(saved);
  useEffect(() => {
    const former = shown.current;
    shown.current = saved;
    setDraft((now) => ((now.on ? now.days : null) === former ? draftOf(saved, now.days) : now));
  }, [saved]);
  return { draft, setDraft, restore: () => setDraft(draftOf(saved, usualDays)) };
}
