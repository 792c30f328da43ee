import { z } from "zod";
import { type FaultEntry, type FaultList, faultList } from "#simulators/shared/fault-list.ts";

const scope = {
  /** Only this method, e.g. "sendMessage"; "download" is the download of a file. Without it: every method. */
  method: z.string().optional(),
  botId: z.number().optional(),
  chatId: z.number().optional(),
  /** Strikes this often, then is over. Without it: until removed. */
  times: z.number().int().positive().optional(),
  /** Strikes with this probability, drawn from the seeded generator. */
  probability: z.number().min(0).max(1).optional(),
};

/** What may go wrong on command. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** The call is accepted, not carried out, and never answered. */
  z.object({ kind: z.literal("silent"), ...scope }),
  /** The call is carried out after this many milliseconds. */
  z.object({ kind: z.literal("slow"), ms: z.number().min(0), ...scope }),
  /** The call is carried out; then the connection is cut (or, with `hang`, left open without an answer). */
  z.object({ kind: z.literal("answer lost"), hang: z.boolean().optional(), ...scope }),
  /** The call is refused with this error. */
  z.object({
    kind: z.literal("refuse"),
    errorCode: z.number().int().min(400).max(599),
    description: z.string(),
    parameters: z.record(z.string(), z.unknown()).optional(),
    ...scope,
  }),
  /** Refused with 429 from the first call on until `retryAfter` seconds have passed; then over, unless `times` asks for more. */
  z.object({ kind: z.literal("too many requests"), retryAfter: z.number().int().positive(), ...scope }),
  /** The connection is cut before anything is done. */
  z.object({ kind: z.literal("drop"), ...scope }),
  /** Nobody is there: every connection is cut at once, open long polls too, and no webhook is delivered. */
  z.object({ kind: z.literal("down") }),
  /** Each update is delivered this many times more by webhook. */
  z.object({
    kind: z.literal("duplicates"),
    copies: z.number().int().positive(),
    /** They are written in other bytes: the names in another order, with other spaces. */
    rewritten: z.boolean().optional(),
    ...scope,
  }),
  /** Webhook updates leave in a random order, also within one chat. */
  z.object({ kind: z.literal("shuffled"), botId: z.number().optional() }),
]);

/** Something that goes wrong. */
export type Fault = z.infer<typeof faultSchema>;

/** What a call is about, to be compared with the scope of a fault. */
type FaultSubject = { method?: string; botId?: number; chatId?: number | undefined };

/** What goes wrong, and when. */
export type FaultBook = FaultList<Fault, FaultSubject> & {
  /** Seconds this subject must still wait because of "too many requests"; undefined when it may go on. */
  retryAfter: (subject: FaultSubject) => number | undefined;
  /** Called once whenever a fault is switched on. */
  onAdd: (listener: (fault: Fault) => void) => void;
};

type Entry = FaultEntry<Fault> & { until?: number | undefined };

/** The list of faults that are on. `random` decides probabilities; `changed` is called after every change. */
export function createFaultBook(random: () => number, changed: () => void): FaultBook {
  const entries = new Map<number, Entry>();
  const listeners: ((fault: Fault) => void)[] = [];
  const faults = faultList<Fault, FaultSubject>({ random, told: changed, isAbout, entries });
  return {
    ...faults,
    add(fault) {
      const off = faults.add(fault);
      for (const listener of listeners) listener(fault);
      return off;
    },
    retryAfter: (subject) => remainingWait(entries, subject, faults.remove),
    onAdd: (listener) => void listeners.push(listener),
  };
}

function remainingWait(entries: Map<number, Entry>, subject: FaultSubject, remove: (id: number) => void) {
  for (const entry of entries.values()) {
    if (entry.fault.kind !== "too many requests" || !isAbout(entry.fault, subject)) continue;
    const now = performance.now();
    if (entry.until !== undefined && entry.until <= now) {
      entry.until = undefined;
      entry.left = Number.isFinite(entry.left) ? entry.left - 1 : 0;
      if (entry.left <= 0) {
        remove(entry.id);
        continue;
      }
    }
    entry.until ??= now + entry.fault.retryAfter * 1000;
    // Rounded first: the sum and difference of fractions of milliseconds may be a hair above the whole second.
    return Math.max(1, Math.ceil(Math.round(entry.until - now) / 1000));
  }
  return undefined;
}

function isAbout(fault: Fault, subject: FaultSubject): boolean {
  const method = "method" in fault ? fault.method : undefined;
  const botId = "botId" in fault ? fault.botId : undefined;
  const chatId = "chatId" in fault ? fault.chatId : undefined;
  return (
    (method === undefined || method.toLowerCase() === subject.method?.toLowerCase()) &&
    (botId === undefined || botId === subject.botId) &&
    (chatId === undefined || chatId === subject.chatId)
  );
}
