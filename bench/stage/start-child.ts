import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A program in a process of its own. */
export interface Child {
  /** The address it printed. */
  readonly address: string;
  readonly pid: number;
  /** False once it has ended, for whatever reason. */
  isRunning(): boolean;
  /** Lets it end in order. */
  stop(): Promise<void>;
  /** `kill -9`: it gets to do nothing more. */
  kill(): Promise<void>;
}

/** How a program is started; `env` is added to ours. */
export interface Program {
  readonly script: string;
  /** Node's own, which stand before the script. */
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a program and waits until it prints its address. Rejects, with all it said, when it ends before that. */
export function startChild({ script, flags = [], args = [], env = {} }: Program): Promise<Child> {
  const child = spawn(process.execPath, [...flags, script, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const said: string[] = [];
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.once("exit", () => running.delete(child));
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return new Promise((resolve, reject) => {
    const isRunning = () => child.exitCode === null && child.signalCode === null;
    const hear = (line: string) => {
      said.push(line);
      const address = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
      if (address) {
        resolve({ address, pid: child.pid ?? 0, isRunning, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") });
      }
      if (process.env.SHOW_SERVER) console.error(line);
    };
    for (const output of [child.stdout, child.stderr]) createInterface({ input: output }).on("line", hear);
    child.once("exit", (code) =>
      reject(new Error(`${script} ended (${code}) before it was ready:\n${said.join("\n")}`)),
    );
  });
}
