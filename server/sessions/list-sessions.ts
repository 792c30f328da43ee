import type { OpenSession } from "#contract/session.ts";
import { type Context, read } from "#server/context.ts";
import { describeBrowser } from "#server/sessions/describe-browser.ts";
import { selectOpenSessions } from "#server/sessions/queries.ts";

/** The places where a member is signed in, the current one first and then the last used. */
export async function listSessions(
  context: Context,
  { memberId, current }: { memberId: string; current: string },
): Promise<OpenSession[]> {
  const { workspaceId, clock } = context;
  const rows = await read(context, selectOpenSessions({ workspaceId, memberId, at: clock.now() }));
  const sessions = rows.map((row) => ({
    id: row.id,
    browser: describeBrowser(row.user_agent ?? ""),
    ipAddress: row.ip_address,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    current: row.id === current,
  }));
  return sessions.sort((a, b) => Number(b.current) - Number(a.current));
}
