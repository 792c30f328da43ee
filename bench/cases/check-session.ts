import { join } from "node:path";
import { alternate, requests } from "../measure.ts";
import { headersOf, type Stage } from "../open-stage.ts";
import { compareRates, type Result } from "../report.ts";
import { startChild } from "../stage/start-child.ts";

/** P5: the inbox list of a signed-in person, against the same server without the check of the session. */
export async function checkSession({ env, identity, person, effort, postgres }: Stage): Promise<Result[]> {
  const script = join(import.meta.dirname, "../limits/serve-without-session.ts");
  const args = [identity.workspaceId, identity.personId, identity.memberId];
  const checked = await startChild({ script, args: [...args, "checked"], env: { ...env } });
  const open = await startChild({ script, args, env: { ...env } });
  try {
    const path = "/api/v1/conversations?limit=50";
    const ours = { url: `${checked.address}${path}`, headers: headersOf(person) };
    const without = { url: `${open.address}${path}` };
    const measured = await alternate(
      requests(ours, effort, [checked.pid, postgres]),
      requests(without, effort, [open.pid, postgres]),
      effort.pieces,
    );
    return [compareRates("P5 session check on the list", measured, 0.9)];
  } finally {
    await Promise.all([checked.kill(), open.kill()]);
  }
}
