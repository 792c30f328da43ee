import { z } from "zod";
import { type FaultList, faultList } from "#simulators/shared/fault-list.ts";

const scope = {
  /**
   * Only this: "POST messages", "GET me/accounts", "POST subscribed_apps"; "messages" alone is any method of HTTP. Downloads are
   * "cdn", deliveries "webhook", the profile of a customer "GET profile", the fields of a page "GET page". Without it: everything.
   */
  method: z.string().optional(),
  pageId: z.string().optional(),
  appId: z.string().optional(),
  psid: z.string().optional(),
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
  /** The call is refused with this code of Meta's; sentence, status and `is_transient` follow from it unless given. */
  z.object({
    kind: z.literal("refuse"),
    code: z.number().int(),
    subcode: z.number().int().optional(),
    message: z.string().optional(),
    status: z.number().int().min(400).max(599).optional(),
    isTransient: z.boolean().optional(),
    /** Of a limit: when calls are taken again, as `X-Business-Use-Case-Usage` tells it; one minute unless given. */
    waitMinutes: z.number().min(0).optional(),
    ...scope,
  }),
  /** An error page of the servers in front, which is HTML and no JSON. */
  z.object({ kind: z.literal("server error"), status: z.number().int().min(500).max(599).optional(), ...scope }),
  /** The connection is cut before anything is done. */
  z.object({ kind: z.literal("drop"), ...scope }),
  /** Nobody is there: every connection is cut at once, open ones too, and nothing is delivered. */
  z.object({ kind: z.literal("down") }),
  /** Answers tell that so many percent of the allowed calls are used up. */
  z.object({ kind: z.literal("usage"), percent: z.number().int().min(0), ...scope }),
  /** Each delivery comes this many times more. */
  z.object({
    kind: z.literal("duplicates"),
    copies: z.number().int().positive(),
    /** Each event comes in a delivery of its own then, sent a second later. */
    rewritten: z.boolean().optional(),
    ...scope,
  }),
  /** Deliveries leave in a random order, also within one chat. */
  z.object({ kind: z.literal("shuffled"), appId: z.string().optional() }),
  /** Events are gathered for `ms` and delivered together, up to `size` in one delivery. */
  z.object({
    kind: z.literal("batched"),
    ms: z.number().min(0),
    size: z.number().int().positive().optional(),
    appId: z.string().optional(),
  }),
  /** Nothing is delivered until this is over; then all of it is. */
  z.object({ kind: z.literal("held back"), appId: z.string().optional() }),
  /** Deliveries carry a signature that is not right. */
  z.object({ kind: z.literal("forged"), ...scope }),
]);

/** Something that goes wrong. */
export type Fault = z.infer<typeof faultSchema>;

/** What a call is about, to be compared with the scope of a fault. */
export type FaultSubject = {
  method?: string | undefined;
  pageId?: string | undefined;
  appId?: string | undefined;
  psid?: string | undefined;
};

/** What goes wrong, and when. */
export type FaultBook = FaultList<Fault, FaultSubject> & {
  /** Called once whenever faults have changed. */
  onChange: (listener: () => void) => void;
  /** Called once whenever a fault is switched on. */
  onAdd: (listener: (fault: Fault) => void) => void;
};

/** The list of faults that are on. `random` decides probabilities; `changed` is called after every change. */
export function createFaultBook(random: () => number, changed: () => void): FaultBook {
  const added: ((fault: Fault) => void)[] = [];
  const changes: (() => void)[] = [];
  const told = () => {
    changed();
    for (const listener of changes) listener();
  };
  const faults = faultList<Fault, FaultSubject>({ random, told, isAbout, entries: new Map() });
  return {
    ...faults,
    add(fault) {
      const off = faults.add(fault);
      for (const listener of added) listener(fault);
      return off;
    },
    onChange: (listener) => void changes.push(listener),
    onAdd: (listener) => void added.push(listener),
  };
}

function isAbout(fault: Fault, subject: FaultSubject): boolean {
  const wanted = "method" in fault ? fault.method : undefined;
  return (
    (wanted === undefined || wanted === subject.method || wanted === subject.method?.replace(/^[A-Z]+ /, "")) &&
    fits("pageId" in fault ? fault.pageId : undefined, subject.pageId) &&
    fits("appId" in fault ? fault.appId : undefined, subject.appId) &&
    fits("psid" in fault ? fault.psid : undefined, subject.psid)
  );
}

function fits(wanted: string | undefined, given: string | undefined): boolean {
  return wanted === undefined || wanted === given;
}
