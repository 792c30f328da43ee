import type { DirectoryEntry } from "#contract/directory.ts";
import { type Context, readBoth } from "#server/context.ts";
import { presentDirectoryEntry } from "#server/members/directory/present.ts";
import { countActiveOwners, selectDirectoryEntry } from "#server/members/directory/queries.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/** One member of the directory with what whoever acts may do with them, or 404; removed ones are not in it. */
export async function accessDirectoryEntry(context: Context, memberId: string): Promise<DirectoryEntry> {
  const [[row], [owners]] = await readBoth(
    context,
    selectDirectoryEntry(context, memberId),
    countActiveOwners(context),
  );
  if (!row) throw notFound();
  return presentDirectoryEntry(context.actor, row, Number(owners?.count ?? 0));
}
