import { readdirSync, readFileSync } from "node:fs";

// Linux counts processor time in hundredths of a second (sysconf(_SC_CLK_TCK), proc_pid_stat(5)).
const ticksPerSecond = 100;

/** Seconds of processor time that these processes and their children, living and ended, have used; NaN where the system does not tell. */
export function processorSeconds(pids: readonly number[]): number {
  try {
    const all = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(readStat);
    const ours = all.filter((stat) => stat && (pids.includes(stat.pid) || pids.includes(stat.parent)));
    const ended = ours.filter((stat) => stat && pids.includes(stat.pid)).map((stat) => stat?.ended ?? 0);
    return [...ours.map((stat) => stat?.ticks ?? 0), ...ended].reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

function readStat(pid: string) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const [ticks, ended] = [11, 13].map((at) => Number(fields[at]) + Number(fields[at + 1]));
    return { pid: Number(pid), parent: Number(fields[1]), ticks, ended };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
