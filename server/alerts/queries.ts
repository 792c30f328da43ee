import type { Selectable } from "kysely";
import type { ChannelKind } from "#contract/channels.ts";
import type { OutagesTable } from "#server/alerts/tables.ts";
import { type Context, query } from "#server/context.ts";

/** An outage that was told as an alert, with its channel, removed or not. */
export interface AlertRow extends Selectable<OutagesTable> {
  readonly channel_kind: ChannelKind;
  readonly channel_name: string;
}

/** The alerts of the workspace, newest first. */
export function alertsOf({ workspaceId }: Context) {
  return query
    .selectFrom("outages")
    .innerJoin("channels", (join) =>
      join.onRef("channels.workspace_id", "=", "outages.workspace_id").onRef("channels.id", "=", "outages.channel_id"),
    )
    .selectAll("outages")
    .select(["channels.kind as channel_kind", "channels.name as channel_name"])
    .where("outages.workspace_id", "=", workspaceId)
    .where("outages.alerted_at", "is not", null)
    .orderBy("outages.alerted_at", "desc")
    .orderBy("outages.id", "desc");
}

/** When a member last looked at the alerts, and how many have been raised since. */
export function unseenAlerts({ workspaceId }: Context, memberId: string | null) {
  return query
    .selectFrom("members")
    .select((row) => [
      "alerts_seen_at as seen_at",
      row
        .selectFrom("outages")
        .select((counted) => counted.fn.countAll<string>().as("count"))
        .whereRef("outages.workspace_id", "=", "members.workspace_id")
        .where("outages.alerted_at", "is not", null)
        .where((outage) =>
          outage.or([
            outage("members.alerts_seen_at", "is", null),
            outage("outages.alerted_at", ">", outage.ref("members.alerts_seen_at")),
          ]),
        )
        .as("unseen"),
    ])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", memberId);
}
