import type { AlertWays } from "#contract/alerts.ts";
import { actingMemberId, type Context, query, read, transact } from "#server/context.ts";
import type { MailCarrier } from "#server/mail/open-mail.ts";
import { notFound, Refusal } from "#server/platform/errors/refusal.ts";

/** Where the acting member is told of channel alerts. */
export async function readAlertWays(context: Context): Promise<AlertWays> {
  const own = query
    .selectFrom("members")
    .select(["alert_banner as banner", "alert_popup as popup", "alert_mail as mail"])
    .where("workspace_id", "=", context.workspaceId)
    .where("id", "=", actingMemberId(context));
  const [ways] = await read(context, own);
  if (!ways) throw notFound();
  return ways;
}

/** Chooses where the acting member is told of channel alerts. Refused `no_mail_server` as the contract says. */
export async function chooseAlertWays(
  context: Context,
  carrier: MailCarrier | null,
  { banner, popup, mail }: AlertWays,
): Promise<AlertWays> {
  if (mail && !carrier) throw noMailServer();
  await transact(context, async (tx) => {
    await tx.db
      .updateTable("members")
      .set({ alert_banner: banner, alert_popup: popup, alert_mail: mail })
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", actingMemberId(tx))
      .execute();
  });
  return { banner, popup, mail };
}

function noMailServer(): Refusal {
  return new Refusal(422, "no_mail_server", "This server sends no e-mail.", {
    detail: "Whoever operates it can set SMTP_URL; until then choose another way.",
    fields: [{ path: "mail", message: "This server sends no e-mail." }],
  });
}
