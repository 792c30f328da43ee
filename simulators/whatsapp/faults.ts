import { z } from "zod";
import { type FaultEntry, type FaultList, faultList } from "#simulators/shared/fault-list.ts";

const scope = {
  /** Only lines of this phone number. Without it: every line. */
  number: z.string().optional(),
  /** Strikes this often, then is over. Without it: until removed. */
  times: z.number().int().positive().optional(),
  /** Strikes with this probability, drawn from the seeded generator. */
  probability: z.number().min(0).max(1).optional(),
};

/** What may go wrong on command. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** The WebSocket is refused with this status before it opens. The number of the client is not known yet. */
  z.object({ kind: z.literal("refuse upgrade"), status: z.number().int().min(400).max(599), ...scope }),
  /** "handshake": the socket opens, and nothing is ever said. "login": the keys are agreed on, and then nothing is said. "open": a line that was open hears and answers nothing. */
  z.object({ kind: z.literal("silent"), stage: z.enum(["handshake", "login", "open"]), ...scope }),
  /** Every answer to a query, and every ack, leaves after this many milliseconds. */
  z.object({ kind: z.literal("slow"), ms: z.number().min(0), ...scope }),
  /** A login ends with `failure` and this reason, e.g. 401, 403, 411, 503. */
  z.object({ kind: z.literal("refuse login"), code: z.number().int(), ...scope }),
  /** A message from a client reaches nobody and is never acknowledged. */
  z.object({ kind: z.literal("swallow message"), ...scope }),
  /** A message from a client is delivered, and only its ack gets lost. */
  z.object({ kind: z.literal("swallow ack"), ...scope }),
  /** A message from a client is refused: its ack carries this error, e.g. 463, 479. */
  z.object({ kind: z.literal("refuse message"), code: z.number().int(), ...scope }),
  /** A message to a client is sent twice: the same bytes, or encrypted once more under the same id. */
  z.object({ kind: z.literal("duplicate"), how: z.enum(["same bytes", "encrypted again"]), ...scope }),
  /** A message to a client cannot be decrypted; its retry receipt brings the real one. */
  z.object({ kind: z.literal("undecryptable"), ...scope }),
  /** The socket is cut as soon as a message was written to it, `after` so many messages on that socket. */
  z.object({ kind: z.literal("cut while sending"), after: z.number().int().min(0), ...scope }),
  /** Nothing that was queued while the client was away is delivered, nor is the end of the queue announced. */
  z.object({ kind: z.literal("hold queue"), ...scope }),
  /** Nothing is sent once more: neither what a client could not decrypt, nor what it asks the phone for instead. */
  z.object({ kind: z.literal("hold resends"), ...scope }),
  /** A phone tells the ends of its chats to a new device, and nothing more of the past, nor what it is asked of that. */
  z.object({ kind: z.literal("hold history"), ...scope }),
  /** The certificates are signed by another root. */
  z.object({ kind: z.literal("other root"), ...scope }),
]);

/** Something that goes wrong. */
export type Fault = z.infer<typeof faultSchema>;
type FaultKind = Fault["kind"];

/** Codes with which a connection is ended, in the words of Baileys' DisconnectReason. */
export const closeCodes = [401, 403, 408, 411, 428, 440, 500, 503, 515] as const;

/** A code with which a connection is ended. */
export type CloseCode = (typeof closeCodes)[number];

/** What a step is about, to be compared with the scope of a fault. */
type FaultSubject = { number?: string | undefined; stage?: "handshake" | "login" | "open"; sent?: number };

/** What goes wrong, and when. */
export type FaultBook = FaultList<Fault, FaultSubject> & {
  /** Whether a fault of this kind is on for this subject; counts nothing. */
  isOn: (kind: FaultKind, subject?: FaultSubject) => boolean;
  /** Cuts the sockets that are open now, of one number or all, without a word; returns how many. */
  drop: (number?: string) => number;
  /** Ends the connections that are open now, of one number or all, as the server does for this code; returns how many. */
  close: (code: CloseCode, number?: string) => number;
};

/** The two blows that strike at once; the server supplies them. */
type Blows = Pick<FaultBook, "drop" | "close">;

/** The list of faults that are on. `random` decides probabilities; `told` is called after every change. */
export function createFaultBook(random: () => number, told: () => void, blows: Blows): FaultBook {
  const entries = new Map<number, FaultEntry<Fault>>();
  return {
    ...faultList<Fault, FaultSubject>({ random, told, isAbout, entries }),
    // Asked for every stanza, and nearly always there is nothing.
    isOn: (kind, subject = {}) =>
      entries.size > 0 && [...entries.values()].some(({ fault }) => fault.kind === kind && isAbout(fault, subject)),
    ...blows,
  };
}

function isAbout(fault: Fault, subject: FaultSubject): boolean {
  if (fault.kind === "silent" && fault.stage !== subject.stage) return false;
  if (fault.kind === "cut while sending" && (subject.sent ?? 0) <= fault.after) return false;
  return fault.number === undefined || fault.number === subject.number;
}
