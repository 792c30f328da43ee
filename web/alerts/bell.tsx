import { Popover } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { EmptyState } from "#web/design/empty-state.tsx";
import { usePhone } from "#web/design/phone.ts";
import { RailButton } from "#web/shell/rail-button.tsx";

/** The bell in the rail and the list of alerts it opens. */
export function AlertsBell() {
  const phone = usePhone();
  return (
    <Popover position={phone ? "top-end" : "right-end"} width={360}>
      <Popover.Target>
        <RailButton icon={IconBell} label="Alerts" />
      </Popover.Target>
      <Popover.Dropdown>
        <EmptyState icon={IconBell} title="No alerts" sentence="When a channel goes offline, it is told here." />
      </Popover.Dropdown>
    </Popover>
  );
}
