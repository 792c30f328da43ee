import { readdirSync, readFileSync } from "node:fs";

// Linux counts processor time in hundredths of a second (sysconf(_SC_CLK_TCK), proc_pid_stat(5)).
const ticksPerSecond = 100;

/** Seconds of processor time that these processes and their living children have used; NaN where the system does not tell. */
export function processorSeconds(pids: readonly number[]): number {
  try {
    const all = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(readStat);
    const ours = all.filter((stat) => stat && (pids.includes(stat.pid) || pids.includes(stat.parent)));
    return ours.reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

function readStat(pid: string) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
