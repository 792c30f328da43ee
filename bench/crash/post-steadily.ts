import { availableParallelism, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Parcel } from "./send-until-taken.ts";

/** Posts at a steady pace, whatever the answers take, each once; returns how many were refused and how long the answers took. */
export async function postSteadily(parcels: readonly Parcel[], perSecond: number) {
  const begun = performance.now();
  const took: number[] = [];
  let refused = 0;
  const post = async (parcel: Parcel, index: number) => {
    await pause(Math.max(0, begun + (index * 1000) / perSecond - performance.now()));
    const sentAt = performance.now();
    const status = await parcel.send();
    took.push(performance.now() - sentAt);
    if (status >= 300) refused += 1;
  };
  await Promise.all(parcels.map(post));
  took.sort((one, other) => one - other);
  const at = (share: number) => Math.round(took[Math.floor((took.length - 1) * share)] ?? 0);
  return { "healthy refused": refused, "healthy p99 ms": at(0.99), "healthy max ms": at(1) };
}

/** Times mean nothing on a machine on which others wait for each core; where CI judges, a soak runs beside. */
export function isShared(): boolean {
  return process.env.CI !== undefined || (loadavg()[0] ?? 0) > availableParallelism();
}
