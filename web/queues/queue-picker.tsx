import { Select } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import type { Queue } from "#contract/queues.ts";
import { TeamMark } from "#web/design/team-mark.tsx";
import { GiveQueue } from "#web/queues/give-queue.tsx";
import styles from "#web/queues/queues-section.module.css";
import { useRight } from "#web/shell/session.ts";
import { useTeams } from "#web/teams/use-teams.ts";

// What stands for no team in a list whose values are texts.
const everyone = "everyone";

/** Whose a queue is; who may manage teams gives it to another one here. */
export function QueuePicker({ queue, id }: { queue: Queue; id?: string }) {
  const mayManage = useRight("teams.manage");
  const teams = useTeams().data?.items ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  if (!mayManage) return queue.team ? <TeamMark team={queue.team} /> : <span>Everyone</span>;
  const team = teams.find((one) => one.id === chosen) ?? null;
  return (
    <>
      <Select
        {...(id ? { id } : { "aria-label": `Whose queue ${queue.channel.name} is` })}
        className={styles.picker}
        data={[
          { value: everyone, label: "Everyone" },
          ...teams.map(({ id: value, name: label }) => ({ value, label })),
        ]}
        value={queue.team?.id ?? everyone}
        leftSection={queue.team ? <TeamMark team={queue.team} bare /> : <IconUsers size={16} />}
        renderOption={({ option }) => {
          const shown = teams.find((one) => one.id === option.value);
          return shown ? <TeamMark team={shown} /> : option.label;
        }}
        allowDeselect={false}
        onChange={(value) => setChosen(value === (queue.team?.id ?? everyone) ? null : value)}
      />
      {chosen ? <GiveQueue queue={queue} team={team} onClose={() => setChosen(null)} /> : null}
    </>
  );
}
