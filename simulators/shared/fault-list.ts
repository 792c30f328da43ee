/** A fault of a simulator. Without `times` it strikes until it is removed; `probability` is drawn for each strike. */
type AnyFault = { kind: string; times?: number | undefined; probability?: number | undefined };

/** A fault that is on. */
export type FaultEntry<Fault> = { id: number; fault: Fault; left: number };

/** The faults that are on in a simulator. `Subject` is what a step is about, which is compared with the scope of a fault. */
export type FaultList<Fault extends AnyFault, Subject> = {
  /** Switches a fault on; returns the way to switch it off. */
  add: (fault: Fault) => () => void;
  /** Switches all faults off, or all of one kind. */
  clear: (kind?: Fault["kind"]) => void;
  remove: (id: number) => void;
  list: () => { id: number; fault: Fault }[];
  /** The fault of this kind that strikes this subject now, if any; counts the strike. */
  strike: <K extends Fault["kind"]>(kind: K, subject?: Subject) => Extract<Fault, { kind: K }> | undefined;
};

type FaultListParts<Fault, Subject> = {
  /** Decides probabilities. */
  random: () => number;
  /** Called after every change. */
  told: () => void;
  /** Whether a subject lies within the scope of a fault; without a subject it does only where the scope names nothing. */
  isAbout: (fault: Fault, subject: Partial<Subject>) => boolean;
  /** Where the list is kept, by the number of each fault. */
  entries: Map<number, FaultEntry<Fault>>;
};

/** Makes the list of a simulator. */
export function faultList<Fault extends AnyFault, Subject>(
  parts: FaultListParts<Fault, Subject>,
): FaultList<Fault, Subject> {
  const { random, told, isAbout, entries } = parts;
  let nextId = 1;
  const remove = (id: number) => {
    if (entries.delete(id)) told();
  };
  return {
    add(fault) {
      const id = nextId++;
      entries.set(id, { id, fault, left: fault.times ?? Number.POSITIVE_INFINITY });
      told();
      return () => remove(id);
    },
    clear(kind) {
      for (const { id, fault } of [...entries.values()]) if (!kind || fault.kind === kind) remove(id);
    },
    remove,
    list: () => [...entries.values()].map(({ id, fault }) => ({ id, fault })),
    strike(kind, subject) {
      for (const entry of entries.values()) {
        const { fault } = entry;
        if (!isKind(fault, kind) || !isAbout(fault, subject ?? {}) || !isDrawn(fault, random)) continue;
        if (--entry.left <= 0) remove(entry.id);
        return fault;
      }
      return undefined;
    },
  };
}

function isKind<Fault extends AnyFault, K extends Fault["kind"]>(
  fault: Fault,
  kind: K,
): fault is Extract<Fault, { kind: K }> {
  return fault.kind === kind;
}

function isDrawn({ probability }: AnyFault, random: () => number): boolean {
  return probability === undefined || random() < probability;
}
