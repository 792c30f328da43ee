import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { TestWokfow } from "#server/testing/start-wokfow.ts";

/** A server in a process of its own. */
export interface Beside {
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts a second server, in a process of its own, on the database and data of one that runs; it lives by the clock of the machine. */
export async function startBeside({ config, database }: TestWokfow): Promise<Beside> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../bin/start.ts"), "--without-web"], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: `${database.ownerUrl}${database.ownerUrl.includes("?") ? "&" : "?"}application_name=beside`,
      DATA_DIR: config.dataDir,
      PORT: "0",
      SIGN_UP: "open",
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  return {
    address: await Promise.race([readyAddress(child.stdout), ended.then(endedEarly)]),
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** What it says later is listened to as well: it would stand still before a full pipe. */
function readyAddress(output: Readable): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = "";
  output.on("data", (piece: Buffer) => {
    text += piece.toString();
    const address = /Wokfow is ready: (http\S+)/.exec(text)?.[1];
    if (address) resolve(address);
  });
  return promise;
}

function endedEarly(): never {
  throw new Error("The server beside ended before it was ready.");
}
