import { once } from "node:events";
import type { Connection, ConnectionHooks } from "#server/channels/adapter.ts";
import { jittered, pause } from "#server/channels/running/wait.ts";
import { forgetHeldDevice } from "#server/channels/whatsapp/device/forget-held-device.ts";
import { type EndVerdict, judgeEnd } from "#server/channels/whatsapp/line/judge-end.ts";
import { proofOf } from "#server/channels/whatsapp/line/probe-line.ts";
import type { SessionEnd } from "#server/channels/whatsapp/line/run-session.ts";
import type { LiveDevices } from "#server/channels/whatsapp/live-devices.ts";
import type { WhatsAppParts } from "#server/channels/whatsapp/whatsapp-parts.ts";

/** Where a line stands between its connections. */
interface Line {
  readonly parts: WhatsAppParts;
  readonly devices: LiveDevices;
  readonly connection: Connection;
  readonly hooks: ConnectionHooks;
  /** Attempts in a row that came to nothing. */
  failures: number;
  /** When a connection last broke, by the clock of this machine; null before the first. */
  brokeAt: number | null;
  /** When another program last took over, by the clock of this machine; null while nobody contests the device. */
  replacedAt: number | null;
}

/**
 * Keeps a linked device connected and hands over what it receives, until the signal says stop. Each end of a connection has its
 * meaning: some are mended at once, some with patience, and some wait for a person.
 */
export async function keepLine(
  parts: WhatsAppParts,
  devices: LiveDevices,
  connection: Connection,
  hooks: ConnectionHooks,
): Promise<void> {
  // Only here, as all that speaks the protocol is heavy and most servers start without a linked phone.
  const { runSession } = await import("#server/channels/whatsapp/line/run-session.ts");
  const line: Line = { parts, devices, connection, hooks, failures: 0, brokeAt: null, replacedAt: null };
  const proven = (milliseconds: number) => prove(line, milliseconds);
  while (!hooks.signal.aborted) {
    const end = await runSession({ parts, devices, connection, hooks, proven });
    if (!hooks.signal.aborted) await follow(line, end);
  }
}

/** An answer is proof, unless another program took over a moment ago and may only be drawing breath. */
function prove(line: Line, milliseconds: number): void {
  const { replacedAt, hooks, parts } = line;
  if (replacedAt !== null && performance.now() - replacedAt < parts.times.replacedPause + parts.times.calm) return;
  line.replacedAt = null;
  void hooks.report(proofOf(milliseconds));
}

async function follow(line: Line, end: SessionEnd): Promise<void> {
  const { hooks, parts } = line;
  if (end.kind === "none") return waitForPerson(line, "logged_out");
  if (end.kind === "damaged") return waitForPerson(line, "session_damaged");
  if (end.kind === "closed") return followClosed(line, end);
  // The supervisor ends the line of a process that has lost it; whatever could not be stored is tried anew.
  if (end.kind !== "stopped") await pause(jittered(2 * parts.times.firstPause), hooks.signal);
}

async function followClosed(
  line: Line,
  { end, opened, device }: Extract<SessionEnd, { kind: "closed" }>,
): Promise<void> {
  const { parts, connection, hooks } = line;
  const { times } = parts;
  const verdict = judgeEnd(end);
  hooks.log.info(
    { code: end.code, words: end.words.slice(0, 120), again: verdict.again },
    "A linked device was disconnected",
  );
  line.failures = opened >= times.calm ? 1 : line.failures + 1;
  if (verdict.forget) await forgetHeldDevice(parts.contextOf(connection.workspaceId), device);
  if (verdict.again === "never") return waitForPerson(line, verdict.reason);
  const nextTryIn = pauseAfter(line, verdict);
  if (isOutage(line, verdict)) await hooks.report({ outcome: "failed", reason: verdict.reason, nextTryIn });
  line.brokeAt = performance.now();
  if (verdict.again === "after a takeover") line.replacedAt = performance.now();
  await line.devices.rest(connection.channelId, nextTryIn, hooks.signal);
}

/** One broken connection is no outage. Another soon after it is, also when it was up in between: nobody can rely on such a line. */
function isOutage({ brokeAt, parts: { times } }: Line, { again }: EndVerdict): boolean {
  if (again === "after a takeover" || again === "seldom") return true;
  return brokeAt !== null && performance.now() - brokeAt < times.unsteady;
}

function pauseAfter({ failures, parts: { times } }: Line, { again }: EndVerdict): number {
  if (again === "after a takeover") return times.replacedPause;
  if (again === "seldom") return jittered(times.refusedPause);
  if (again === "at once" && failures <= 3) return 0;
  return jittered(Math.min(times.longestPause, times.firstPause * 2 ** Math.min(failures - 1, 10)));
}

/** Nothing that this program could try would help: what a person does ends the line and begins another. */
async function waitForPerson({ hooks }: Line, reason: EndVerdict["reason"]): Promise<void> {
  await hooks.report({ outcome: "failed", reason });
  if (!hooks.signal.aborted) await once(hooks.signal, "abort");
}
