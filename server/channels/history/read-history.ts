import { sql } from "kysely";
import { type ChannelDay, type ChannelOutage, historyDays } from "#contract/channel-history.ts";
import type { ChannelReason } from "#contract/channels.ts";
import { listOutages } from "#server/alerts/list-outages.ts";
import { accessChannel } from "#server/channels/access.ts";
import { daysOfZone } from "#server/channels/history/days-of-zone.ts";
import { type Context, compilable, read } from "#server/context.ts";

/** The last days of a channel, as days of a time zone, and its latest outages. */
export async function readHistory(
  context: Context,
  { channelId, timeZone }: { channelId: string; timeZone: string },
): Promise<{ days: ChannelDay[]; outages: ChannelOutage[] }> {
  await accessChannel(context, channelId);
  const [days, outages] = await Promise.all([
    read(context, compilable(daysOf(context, channelId, timeZone))),
    listOutages(context, channelId),
  ]);
  return { days: days.map(presentDay), outages };
}

interface DayRow {
  readonly date: string;
  readonly known: number;
  readonly offline: number;
  readonly paused: number;
  readonly outages: number;
  readonly late_messages: number;
  readonly reason: ChannelReason | null;
}

function presentDay({ late_messages: lateMessages, ...day }: DayRow): ChannelDay {
  return { ...day, lateMessages };
}

function daysOf({ workspaceId, clock }: Context, channelId: string, timeZone: string) {
  const now = clock.now();
  const days = daysOfZone(timeZone, now, historyDays);
  return sql<DayRow>`
    with days as (
      select date, began, least(ended, ${now}::timestamptz) as ended
        from unnest(${days.map(({ date }) => date)}::text[], ${days.map(({ began }) => began)}::timestamptz[],
                    ${days.map(({ ended }) => ended)}::timestamptz[]) as d (date, began, ended)
    )
    select days.date, ${milliseconds("days.began", "days.ended", "c.created_at", "days.ended")} as known,
           down.offline, rest.paused, down.outages, down.late_messages, down.reason
      from channels c cross join days
      cross join lateral (
        select coalesce(sum(spent), 0)::int as offline, count(*) filter (where o.started_at >= days.began)::int as outages,
               coalesce(sum(o.late_messages) filter (where o.started_at >= days.began), 0)::int as late_messages,
               (array_agg(o.reason order by spent desc))[1] as reason
          from outages o,
               lateral (select ${milliseconds("days.began", "days.ended", "o.started_at", `coalesce(o.ended_at, days.ended)`)} as spent) s
         where o.workspace_id = c.workspace_id and o.channel_id = c.id
           and o.started_at < days.ended and coalesce(o.ended_at, days.ended) >= days.began) down
      cross join lateral (
        select coalesce(sum(${milliseconds("days.began", "days.ended", "p.began_at", "coalesce(p.ended_at, days.ended)")}), 0)::int as paused
          from channel_pauses p
         where p.workspace_id = c.workspace_id and p.channel_id = c.id) rest
     where c.workspace_id = ${workspaceId}::uuid and c.id = ${channelId}::uuid
     order by days.date`;
}

/** How long two stretches of time overlap, each from and to a column. */
function milliseconds(from: string, to: string, otherFrom: string, otherTo: string) {
  const overlap = `least(${to}, ${otherTo}) - greatest(${from}, ${otherFrom})`;
  return sql.raw<number>(`(greatest(extract(epoch from ${overlap}), 0) * 1000)::int`);
}
