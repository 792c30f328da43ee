import { z } from "zod";
import { channelKind, channelReason } from "#contract/channels.ts";
import { endpoint, right } from "#contract/endpoint.ts";
import { id, moment, page, pageQuery } from "#contract/values.ts";

/**
 * One outage of one channel. `endedAt` null: it is still offline. `lateMessages` counts what customers wrote during the
 * outage and came in after it. A channel that goes up and down again and again has one alert for the whole series: `outages` counts
 * them, and it ends when the channel has been calm for some minutes.
 */
export const alert = z.object({
  id,
  channel: z.object({ id, kind: channelKind, name: z.string() }),
  reason: channelReason.nullable(),
  offlineSince: moment,
  raisedAt: moment,
  endedAt: moment.nullable(),
  outages: z.number().int(),
  lateMessages: z.number().int(),
  seen: z.boolean(),
});

/** One outage of one channel. */
export type Alert = z.output<typeof alert>;

/** The alerts of the workspace, newest first, with how many the member has not seen. */
export const listAlerts = endpoint({
  method: "GET",
  path: "/alerts",
  summary: "List channel alerts",
  access: right("alerts.read"),
  status: 200,
  query: pageQuery,
  answer: page(alert).extend({ unseen: z.number().int() }),
});

/** Marks all alerts so far as seen by the calling member. */
export const markAlertsSeen = endpoint({
  method: "PUT",
  path: "/alerts/seen",
  summary: "Mark all alerts as seen",
  access: right("alerts.read"),
  status: 204,
});
