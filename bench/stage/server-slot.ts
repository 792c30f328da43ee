import type { Child } from "./start-child.ts";
import { type ServerEnv, startServer } from "./start-server.ts";

/** A server process that can be ended and comes back at the same address. */
export interface ServerSlot {
  readonly address: string;
  /** The process that runs now. */
  pid(): number;
  /** Resolves when it is ready. */
  start(): Promise<void>;
  /** Lets it end in order. */
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** A sentence for each time it had ended without being told to. */
  readonly fallen: readonly string[];
}

/** A server on 127.0.0.1 that is not started yet. One `elsewhere` takes itself for a server on another machine. */
export function serverSlot(port: number, env: ServerEnv, { elsewhere = false } = {}): ServerSlot {
  const address = `http://127.0.0.1:${port}`;
  const fallen: string[] = [];
  let child: Child | undefined;
  const end = async (how: "stop" | "kill") => {
    if (child && !child.isRunning()) fallen.push(`the server at ${address} ended by itself`);
    await child?.[how]();
    child = undefined;
  };
  return {
    address,
    fallen,
    pid: () => child?.pid ?? 0,
    async start() {
      child = await startServer({ ...env, PORT: String(port) }, { elsewhere });
    },
    stop: () => end("stop"),
    kill: () => end("kill"),
  };
}
