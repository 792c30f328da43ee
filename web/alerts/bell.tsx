import { Popover } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { markAlertsSeen } from "#contract/alerts.ts";
import { markNotificationsSeen } from "#contract/notifications.ts";
import styles from "#web/alerts/alert-list.module.css";
import { AlertList } from "#web/alerts/alert-list.tsx";
import { alertsKey } from "#web/alerts/alerts-query.ts";
import { useAlerts } from "#web/alerts/use-alerts.ts";
import { usePhone } from "#web/design/phone.ts";
import { notificationsKey } from "#web/notifications/notifications-query.ts";
import { useFreshNotifications, useNotifications } from "#web/notifications/use-notifications.ts";
import { call } from "#web/shell/api.ts";
import { RailButton } from "#web/shell/rail-button.tsx";

/** The bell in the rail, with how many alerts and notifications the member has not seen, and the list of both that it opens. */
export function AlertsBell() {
  const phone = usePhone();
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const alerts = useAlerts();
  const notifications = useNotifications();
  useFreshNotifications();
  const unseen = alerts.unseen + notifications.unseen;

  async function change(next: boolean) {
    setOpened(next);
    if (next) await markSeen();
    // Only when it closes, so that what is new can be told from what was there while the list is read.
    else for (const queryKey of [alertsKey, notificationsKey]) void client.invalidateQueries({ queryKey });
  }

  async function markSeen() {
    const deeds = [
      alerts.unseen > 0 && call(markAlertsSeen),
      notifications.unseen > 0 && call(markNotificationsSeen, { body: {} }),
    ];
    // What could not be marked is new when the list is opened again.
    await Promise.allSettled(deeds);
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
