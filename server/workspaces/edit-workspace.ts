import type { BodyOf } from "#contract/endpoint.ts";
import type { editWorkspace as endpoint, Workspace } from "#contract/workspaces.ts";
import { archiveInactiveLater } from "#server/archiving/jobs.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";
import { announceAccessChange } from "#server/platform/events/announce-access-change.ts";
import { accessWorkspace } from "#server/workspaces/access.ts";

/** Changes the general settings that are given, and tells everyone who is looking. */
export function editWorkspace(context: Context, change: BodyOf<typeof endpoint>): Promise<Workspace> {
  const { name, autoArchiveDays, channelAlerts, visibility } = change;
  const columns = {
    ...(name !== undefined && { name }),
    ...(autoArchiveDays !== undefined && { auto_archive_days: autoArchiveDays }),
    ...(channelAlerts !== undefined && { channel_alerts: channelAlerts }),
    ...(visibility !== undefined && { visibility }),
  };
  return transact(context, async (tx) => {
    const before = await accessWorkspace(tx);
    if (Object.keys(columns).length === 0) return before;
    await tx.db.updateTable("workspaces").set(columns).where("workspace_id", "=", tx.workspaceId).execute();
    await announce(tx, {
      kind: "workspace.changed",
      subjectId: tx.workspaceId,
      details: { changed: Object.keys(change) },
    });
    const after = await accessWorkspace(tx);
    await recordChange(tx, before, after);
    if (before.visibility !== after.visibility) await announceAccessChange(tx, "everyone");
    if (autoArchiveDays) await archiveInactiveLater(tx);
    return after;
  });
}

/** Only what is different now; saving what was there already leaves no line. */
async function recordChange(tx: Transaction, before: Workspace, after: Workspace): Promise<void> {
  const settings = ["name", "autoArchiveDays", "channelAlerts", "visibility"] as const;
  const changed = settings.filter((setting) => before[setting] !== after[setting]);
  if (changed.length === 0) return;
  const pick = (from: Workspace) => Object.fromEntries(changed.map((setting) => [setting, from[setting]]));
  await recordAudit(tx, {
    action: "workspace.changed",
    subject: { kind: "workspace", id: tx.workspaceId, name: after.name },
    before: pick(before),
    after: pick(after),
  });
}
