import type { ProbeResult } from "#server/channels/adapter.ts";
import { roundTrip } from "#server/channels/whatsapp/line/round-trip.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** A person waits for the answer. */
const mostMilliseconds = 4_000;

/** Asks the server for a sign of life and takes the time. */
export async function probeLine({ sock, times, ended }: LiveDevice, signal: AbortSignal): Promise<ProbeResult> {
  if (ended.aborted || signal.aborted) return { outcome: "failed", reason: "unreachable" };
  const milliseconds = await roundTrip(sock, Math.min(times.answer, mostMilliseconds));
  if (milliseconds !== null) return proofOf(milliseconds);
  return { outcome: "failed", reason: ended.aborted ? "unreachable" : "silent" };
}

/** The evidence that an answered ping is. */
export function proofOf(milliseconds: number): ProbeResult {
  return { outcome: "connected", milliseconds, summary: `WhatsApp answered a ping in ${milliseconds} ms` };
}
