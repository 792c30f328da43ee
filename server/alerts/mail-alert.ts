import { type AlertRow, alertsOf } from "#server/alerts/queries.ts";
import { type Context, read } from "#server/context.ts";
import type { Mail, MailCarrier } from "#server/mail/open-mail.ts";
import { accessMember } from "#server/members/access.ts";
import { readEmail } from "#server/sessions/read-email.ts";
import { accessWorkspace } from "#server/workspaces/access.ts";

/** What the mails of alerts need: what carries them, and where their links lead. */
export interface AlertMailParts {
  readonly mail: MailCarrier | null;
  readonly config: { readonly homeAddress: string };
}

/**
 * Tells one member of an alert by e-mail. Sends nothing when they do not want it any more, when the channel is back before anybody
 * could be told that it was gone, or when it is gone for good.
 */
export async function mailAlert(
  context: Context,
  { mail, config }: AlertMailParts,
  { outageId, memberId, isOver }: { outageId: string; memberId: string; isOver: boolean },
): Promise<void> {
  const [[alert], member, workspace] = await Promise.all([
    read(context, alertsOf(context).where("outages.id", "=", outageId)),
    accessMember(context, memberId),
    accessWorkspace(context),
  ]);
  if (!mail || !alert || member.status !== "active" || !member.alert_mail || !workspace.channelAlerts) return;
  if (!isOver && endOf(alert)) return;
  const address = await readEmail(context, member.person_id);
  const written = isOver ? backMail(alert, member.time_zone) : goneMail(alert, member.time_zone);
  const text = [
    ...written.text,
    `${config.homeAddress}/settings/integrations`,
    `You get this because you chose e-mail for the channel alerts of ${workspace.name}. You can change that in Wokfow, under Settings, General.`,
  ];
  await mail.send({
    to: { name: member.display_name, address },
    subject: written.subject,
    text: `${text.join("\n\n")}\n`,
  });
}

/** Of a series, the end of all of it. */
function endOf({ series_from, series_until, ended_at }: AlertRow): Date | null {
  return series_from ? series_until : ended_at;
}

interface Written {
  readonly subject: Mail["subject"];
  readonly text: readonly string[];
}

function goneMail(alert: AlertRow, timeZone: string): Written {
  const { channel_name: name, series_outages: outages } = alert;
  const since = momentIn(alert.series_from ?? alert.started_at, timeZone);
  const what = outages
    ? `${name} goes up and down: it was offline ${outages} times since ${since}.`
    : `${name} has been offline since ${since}.`;
  return {
    subject: outages ? `${name} goes up and down` : `${name} is offline`,
    text: [what, "See why, and what mends it:"],
  };
}

function backMail(alert: AlertRow, timeZone: string): Written {
  const { channel_name: name, series_outages: outages } = alert;
  const from = momentIn(alert.series_from ?? alert.started_at, timeZone);
  const to = momentIn(endOf(alert) ?? alert.started_at, timeZone);
  const late = alert.series_late_messages ?? alert.late_messages;
  return {
    subject: `${name} is back`,
    text: [
      `${name} is back. It was offline ${outages ? `${outages} times ` : ""}from ${from} to ${to}.`,
      late === 0 ? "Nothing came in late." : `${late} ${late === 1 ? "message" : "messages"} came in late.`,
      "What happened stands at the channel:",
    ],
  };
}

function momentIn(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone }).format(moment);
}
