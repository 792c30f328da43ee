import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { spread } from "../measure.ts";
import type { Stage } from "../open-stage.ts";
import { compareBound, type Result } from "../report.ts";
import { residentMegabytes } from "../stage/resident-megabytes.ts";
import { startServer } from "../stage/start-server.ts";

const idleSeconds = 5;

/** P9: every start after the first, with the embedded database, until the server is ready; and what an idle server holds in memory. */
export async function startAgain({ effort }: Pick<Stage, "effort">): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "wokfow-bench-"));
  const start = () => startServer({ DATA_DIR: folder, PORT: "0", LOG_LEVEL: "warn" });
  try {
    const first = await start();
    await first.stop();
    const seconds: number[] = [];
    const megabytes: number[] = [];
    for (let turn = 0; turn < effort.pieces; turn += 1) {
      const begun = performance.now();
      const server = await start();
      seconds.push((performance.now() - begun) / 1000);
      await pause(idleSeconds * 1000);
      megabytes.push(residentMegabytes(server.pid));
      await server.stop();
    }
    return [
      compareBound("P9 second start to ready", spread(seconds), 1.5, "s"),
      compareBound("P9 idle memory of the server", spread(megabytes), 150, "MB"),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
