import { join } from "node:path";
import { alternate, requests } from "../measure.ts";
import type { Stage } from "../open-stage.ts";
import { compareRates, type Result } from "../report.ts";
import { type Child, startChild } from "../stage/start-child.ts";

/**
 * P11: the inbox list behind row-level security, against the same server as the owner of the tables, whom no policy binds. Both are
 * without the check of the session, next to which the price would look smaller than it is.
 */
export async function payForWalls({ env, identity, effort, postgres }: Stage): Promise<Result[]> {
  const script = join(import.meta.dirname, "../limits/serve-without-session.ts");
  const args = [identity.workspaceId, identity.personId, identity.memberId];
  const walled = await startChild({ script, args, env: { ...env } });
  const open = await startChild({ script, args: [...args, "owner"], env: { ...env } });
  try {
    const list = ({ address, pid }: Child) =>
      requests({ url: `${address}/api/v1/conversations?limit=50` }, effort, [pid, postgres]);
    const measured = await alternate(list(walled), list(open), effort.pieces);
    return [compareRates("P11 row-level security on the list", measured, 0.85)];
  } finally {
    await Promise.all([walled.kill(), open.kill()]);
  }
}
