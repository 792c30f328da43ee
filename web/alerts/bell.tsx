import { Popover } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { markAlertsSeen } from "#contract/alerts.ts";
import styles from "#web/alerts/alert-list.module.css";
import { AlertList } from "#web/alerts/alert-list.tsx";
import { alertsKey } from "#web/alerts/alerts-query.ts";
import { useAlerts } from "#web/alerts/use-alerts.ts";
import { usePhone } from "#web/design/phone.ts";
import { call } from "#web/shell/api.ts";
import { RailButton } from "#web/shell/rail-button.tsx";

/** The bell in the rail, with how many alerts the member has not seen, and the list of alerts it opens. */
export function AlertsBell() {
  const phone = usePhone();
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const { unseen } = useAlerts();

  async function change(next: boolean) {
    setOpened(next);
    if (next && unseen > 0) await call(markAlertsSeen).catch(() => undefined);
    // Only when it closes, so that what is new can be told from what was there while the list is read.
    if (!next) await client.invalidateQueries({ queryKey: alertsKey });
  }

  return (
    <Popover
      opened={opened}
      onChange={(next) => void change(next)}
      position={phone ? "top-end" : "right-end"}
      offset={phone ? 8 : 16}
      width={phone ? "calc(100vw - 16px)" : 400}
      middlewares={{ flip: true, shift: { padding: 8 } }}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <RailButton icon={IconBell} label="Alerts" count={opened ? 0 : unseen} onClick={() => void change(!opened)} />
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label="Alerts">
        <AlertList onLeave={() => void change(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
