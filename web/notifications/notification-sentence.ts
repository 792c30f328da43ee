import type { Notification } from "#contract/notifications.ts";

/** What happened, in one sentence for the member whom it concerns. */
export function notificationSentence({ kind, actor, team, conversation }: Notification): string {
  const who = actor?.displayName ?? "Wokfow";
  const customer = conversation.contactName;
  if (kind === "mentioned") return `${who} mentioned you in the conversation with ${customer}`;
  if (kind === "paused")
    return `${who} paused the conversation with ${customer}: two programs seem to answer each other`;
  if (kind === "assigned") return `${who} assigned ${customer} to you`;
  return `${who} transferred ${customer} to ${team?.name ?? "you"}`;
}
