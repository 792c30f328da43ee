import { Button, Radio, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type Visibility, visibility as visibilities } from "#contract/workspaces.ts";
import { SaveState, useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { useSession } from "#web/shell/session.ts";
import { UnsavedGuard } from "#web/shell/unsaved.tsx";
import { useEditWorkspace } from "#web/workspaces/use-edit-workspace.ts";
import { VisibilityConsequence } from "#web/workspaces/visibility-consequence.tsx";
import styles from "#web/workspaces/visibility-section.module.css";

/** What each choice is called and lets members see. */
const choices: Readonly<Record<Visibility, { readonly name: string; readonly sentence: string }>> = {
  everything: { name: "Everything", sentence: "Every conversation of every team." },
  teams_and_unassigned: {
    name: "Their teams’ and unassigned conversations",
    sentence:
      "What is assigned to them, what belongs to their teams, and what belongs to no team until somebody is assigned.",
  },
  teams: {
    name: "Only their own and their teams’",
    sentence:
      "What is assigned to them and what belongs to their teams. What comes in through a queue without a team is seen by managers, admins and owners until they assign it.",
  },
};

/** Which conversations members see. It takes effect in all open browsers at once, so it is looked at before it is saved. */
export function VisibilitySection({ mayConfigure }: { mayConfigure: boolean }) {
  const { visibility } = useSession().workspace;
  return (
    <SettingsSection
      title="Members see"
      sentence="Which conversations users see in lists, search, counts and notifications. Managers, admins and owners always see all of them."
    >
      {mayConfigure ? (
        <VisibilityForm key={visibility} saved={visibility} />
      ) : (
        <SettingRow name={choices[visibility].name} sentence={choices[visibility].sentence} />
      )}
    </SettingsSection>
  );
}

function VisibilityForm({ saved }: { saved: Visibility }) {
  const [chosen, setChosen] = useState(saved);
  const edit = useEditWorkspace();
  const { saving, save } = useSaving((visibility: Visibility) => edit({ visibility }));
  const changed = chosen !== saved;
  function submit(event: FormEvent) {
    event.preventDefault();
    void save(chosen);
  }
  return (
    <form onSubmit={submit}>
      <Radio.Group
        className={styles.group}
        aria-label="Members see"
        value={chosen}
        onChange={(value) => setChosen(visibilities.parse(value))}
      >
        <Stack gap="md">
          {visibilities.options.map((value) => (
            <Radio key={value} value={value} label={choices[value].name} description={choices[value].sentence} />
          ))}
        </Stack>
      </Radio.Group>
      {changed ? (
        <div className={styles.consequence}>
          <VisibilityConsequence chosen={chosen} />
          {saving.kind === "failed" ? <SaveState saving={saving} /> : null}
          <div className={styles.buttons}>
            <Button variant="default" onClick={() => setChosen(saved)}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.kind === "saving"}>
              Save
            </Button>
          </div>
        </div>
      ) : null}
      <UnsavedGuard dirty={changed && saving.kind !== "saving"} what="What members see" />
    </form>
  );
}
