import { setTimeout as pause } from "node:timers/promises";
import { inParallel } from "../stage/in-parallel.ts";
import type { Sent } from "./judge.ts";

/** Something to send, known by its words. */
export interface Parcel {
  readonly words: string;
  /** Sends it once; resolves with the status of the answer, rejects when there was none. */
  send(): Promise<number>;
}

/** A sending that is under way. */
export interface Sending {
  /** How many are acknowledged so far. */
  taken(): number;
  /** Resolves when everything is acknowledged. */
  readonly done: Promise<Sent>;
}

/** Sends everything, some at a time, and each again and again until it is answered 2xx, as outside services do. */
export function sendUntilTaken(parcels: readonly Parcel[], atOnce = 16): Sending {
  const acknowledged = new Set<string>();
  const unclear = new Set<string>();
  const sendOne = async (parcel: Parcel) => {
    for (let failures = 0; ; failures += 1) {
      const answer = await parcel.send().catch((error: unknown) => error);
      if (typeof answer === "number" && answer >= 200 && answer < 300) break;
      if (!neverArrived(answer)) unclear.add(parcel.words);
      await pause(Math.min(10 * 2 ** failures, 200));
    }
    acknowledged.add(parcel.words);
  };
  const words = new Set(parcels.map((parcel) => parcel.words));
  return {
    taken: () => acknowledged.size,
    done: inParallel(atOnce, parcels, sendOne).then(() => ({ words, acknowledged, unclear })),
  };
}

function neverArrived(answer: unknown): boolean {
  const cause = answer instanceof Error ? answer.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED";
}
