import { Switch } from "@mantine/core";
import { type ReactNode, useId } from "react";
import type { SendingGuards } from "#contract/sending-guards.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow } from "#web/design/setting.tsx";
import { useChangeGuards } from "#web/guards/use-guards.ts";

interface GuardSwitchProps {
  readonly guards: SendingGuards;
  /** Which guard it is. */
  readonly guard: "warmUp" | "loopBreaker";
  readonly name: string;
  readonly sentence: string;
  readonly below?: ReactNode;
}

/** A guard that is on or off; whoever may not change it reads which. */
export function GuardSwitch({ guards, guard, name, sentence, below }: GuardSwitchProps) {
  const id = useId();
  const change = useChangeGuards(guards.channelId);
  const { saving, save } = useSaving((isOn: boolean) => change({ [guard]: isOn }));
  const { configure } = guards.can;
  return (
    <SettingRow
      name={name}
      sentence={sentence}
      controlId={configure ? id : undefined}
      saving={saving}
      inline
      below={below}
    >
      {configure ? (
        <Switch id={id} checked={guards[guard]} onChange={(event) => void save(event.currentTarget.checked)} />
      ) : (
        <span>{guards[guard] ? "On" : "Off"}</span>
      )}
    </SettingRow>
  );
}
