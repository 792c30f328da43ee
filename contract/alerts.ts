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

/**
 * Where a member is told of channel alerts, besides the list of alerts, which has them all: by a banner in every room, by a notification
 * of their browser, by e-mail. Whoever may configure channels sees the banner in any case.
 */
export const alertWays = z.object({ banner: z.boolean(), popup: z.boolean(), mail: z.boolean() });

/** Where a member is told of channel alerts. */
export type AlertWays = z.output<typeof alertWays>;

/** Where the calling member is told of channel alerts. */
export const readAlertWays = endpoint({
  method: "GET",
  path: "/profile/alert-ways",
  summary: "Read where you are told of channel alerts",
  access: right("profile.edit"),
  status: 200,
  answer: alertWays,
});

/** Chooses where the calling member is told of channel alerts. Refused `no_mail_server` when e-mail is asked of a server that sends none. */
export const chooseAlertWays = endpoint({
  method: "PUT",
  path: "/profile/alert-ways",
  summary: "Choose where you are told of channel alerts",
  access: right("profile.edit"),
  status: 200,
  body: alertWays,
  answer: alertWays,
});
