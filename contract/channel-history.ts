import { z } from "zod";
import { channelReason } from "#contract/channels.ts";
import { endpoint, right } from "#contract/endpoint.ts";
import { id, moment, timeZone } from "#contract/values.ts";

/** How many days a channel's history goes back, today included. */
export const historyDays = 30;

/**
 * One day of a channel, in milliseconds of it. `known`: how much of the day the channel existed and the day has lasted so far; what is
 * neither offline nor paused of that it was connected. `outages` and `lateMessages` count those outages that began on the day; `reason`
 * is that of the longest one.
 */
export const channelDay = z.object({
  date: z.iso.date(),
  known: z.number().int(),
  offline: z.number().int(),
  paused: z.number().int(),
  outages: z.number().int(),
  lateMessages: z.number().int(),
  reason: channelReason.nullable(),
});

/** One day of a channel. */
export type ChannelDay = z.output<typeof channelDay>;

/** One time that a channel was offline, however short. `endedAt` null: it still is. */
export const channelOutage = z.object({
  id,
  startedAt: moment,
  endedAt: moment.nullable(),
  reason: channelReason.nullable(),
  lateMessages: z.number().int(),
});

/** One time that a channel was offline. */
export type ChannelOutage = z.output<typeof channelOutage>;

/** The last 30 days of a channel, oldest first, as days of `timeZone`, and its latest outages, at most 50, newest first. */
export const readChannelHistory = endpoint({
  method: "GET",
  path: "/channels/:channelId/history",
  summary: "Read a channel's last 30 days",
  access: right("channels.read"),
  status: 200,
  params: z.object({ channelId: id }),
  query: z.object({ timeZone }),
  answer: z.object({ days: z.array(channelDay), outages: z.array(channelOutage) }),
});
