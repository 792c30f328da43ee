import type { Alert } from "#contract/alerts.ts";
import type { Notification } from "#contract/notifications.ts";

/** One thing that the bell tells of. */
export type News =
  | { readonly kind: "alert"; readonly at: string; readonly alert: Alert }
  | { readonly kind: "notification"; readonly at: string; readonly notification: Notification };

/** A list as far as it is loaded, newest first. */
interface Loaded<T> {
  readonly items: readonly T[];
  /** Older ones are not loaded yet. */
  readonly more: boolean;
}

/**
 * Alerts and notifications in one list, newest first. It ends where the older ones of either are not loaded yet: what stands below
 * could have to make room for them.
 */
export function newsOf(alerts: Loaded<Alert>, notifications: Loaded<Notification>): News[] {
  const all: News[] = [
    ...alerts.items.map((alert) => ({ kind: "alert" as const, at: alert.raisedAt, alert })),
    ...notifications.items.map((notification) => ({
      kind: "notification" as const,
      at: notification.at,
      notification,
    })),
  ];
  const end = [endOf(alerts, ({ raisedAt }) => raisedAt), endOf(notifications, ({ at }) => at)].toSorted().at(-1) ?? "";
  return all.filter(({ at }) => at >= end).toSorted((one, other) => (one.at < other.at ? 1 : -1));
}

/** The moment of the oldest that is loaded, if older ones are not. */
function endOf<T>({ items, more }: Loaded<T>, momentOf: (item: T) => string): string {
  const last = items.at(-1);
  return more && last ? momentOf(last) : "";
}
