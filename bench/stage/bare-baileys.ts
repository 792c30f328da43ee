import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { SimulatedPhone, WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";
import { type Child, startChild } from "./start-child.ts";

const script = join(import.meta.dirname, "../limits/bare-baileys.ts");
const patienceMilliseconds = 20_000;
const state = z.object({ code: z.string(), received: z.number(), isOpen: z.boolean() });

/** Starts Baileys alone. It goes on as the device that `file` remembers; ended in order, it leaves its device there. */
export function startBare({ webSocketUrl, rootKey }: WhatsAppSimulator, file: string): Promise<Child> {
  return startChild({ script, args: [webSocketUrl, rootKey, file] });
}

/** How many messages it has received since it was started. */
export async function receivedBy(bare: Child): Promise<number> {
  return (await stateOf(bare)).received;
}

/** Links a phone to Baileys alone; resolves when its line is open. */
export async function linkBare(bare: Child, phone: SimulatedPhone): Promise<SimulatedPhone> {
  for (const deadline = performance.now() + patienceMilliseconds; performance.now() < deadline; await pause(50)) {
    const { code, isOpen } = await stateOf(bare);
    if (isOpen) return phone;
    if (code && phone.devices().length === 0) await phone.scan(code);
  }
  throw new Error(`Baileys alone was not linked within ${patienceMilliseconds / 1000} s.`);
}

async function stateOf({ address }: Child): Promise<z.infer<typeof state>> {
  return state.parse(await (await fetch(`${address}/state`)).json());
}
