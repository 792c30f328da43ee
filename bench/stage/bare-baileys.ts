import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { SimulatedPhone, WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";
import { type Child, startChild } from "./start-child.ts";

/** Baileys alone, in a process that can be ended and goes on as the same device. */
export interface BareBaileys {
  /** The process that runs now. */
  pid(): number;
  /** Starts it, and links the phone if it is not yet; resolves when its line is open. */
  start(phone: SimulatedPhone): Promise<void>;
  /** Lets it end in order. */
  stop(): Promise<void>;
  /** How many messages it has received since it was started. */
  received(): Promise<number>;
  /** Ends it and removes its device. */
  close(): Promise<void>;
}

const script = join(import.meta.dirname, "../limits/bare-baileys.ts");
const patienceMilliseconds = 20_000;
const state = z.object({ code: z.string(), received: z.number(), isOpen: z.boolean() });

/** Baileys alone, which is not started yet. */
export function bareBaileys({ webSocketUrl, rootKey }: WhatsAppSimulator): BareBaileys {
  const folder = mkdtempSync(join(tmpdir(), "wokfow-bench-"));
  let child: Child | undefined;
  return {
    pid: () => child?.pid ?? 0,
    async start(phone) {
      child = await startChild({ script, args: [webSocketUrl, rootKey, join(folder, "device.json")] });
      await untilOpen(child, phone);
    },
    stop: async () => child?.stop(),
    received: async () => (child ? (await stateOf(child)).received : 0),
    async close() {
      await child?.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilOpen(child: Child, phone: SimulatedPhone): Promise<void> {
  for (const deadline = performance.now() + patienceMilliseconds; performance.now() < deadline; await pause(50)) {
    const { code, isOpen } = await stateOf(child);
    if (isOpen) return;
    if (code && phone.devices().length === 0) await phone.scan(code);
  }
  throw new Error(`Baileys alone was not linked within ${patienceMilliseconds / 1000} s.`);
}

async function stateOf({ address }: Child): Promise<z.infer<typeof state>> {
  return state.parse(await (await fetch(`${address}/state`)).json());
}
