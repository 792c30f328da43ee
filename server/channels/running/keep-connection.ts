import type {
  Connection,
  ConnectionHooks,
  Inlet,
  ProbeResult,
  Webhook,
  WebhookSide,
} from "#server/channels/adapter.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { proofMilliseconds } from "#server/channels/present.ts";
import { type ChannelRow, channelById, updateChannel } from "#server/channels/queries.ts";
import { untilAsked, untilTriedAgain } from "#server/channels/running/choose-pause.ts";
import { readPosition } from "#server/channels/running/read-position.ts";
import type { RunningTimes } from "#server/channels/running/running-times.ts";
import { jittered, pause, spread } from "#server/channels/running/wait.ts";
import { recordName } from "#server/channels/status/record-name.ts";
import { recordReport } from "#server/channels/status/record-report.ts";
import { syncRecorder } from "#server/channels/status/record-sync.ts";
import { unsubscribe } from "#server/channels/webhooks/close-delivery.ts";
import { noPublicAddress, webhookOf } from "#server/channels/webhooks/webhook-of.ts";
import { type Context, read, transact } from "#server/context.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";

type FailedProbe = Extract<ProbeResult, { outcome: "failed" }>;

/** One channel's line while this process holds it. */
interface Line {
  readonly parts: ChannelParts;
  readonly times: RunningTimes;
  readonly context: Context;
  readonly row: ChannelRow;
  readonly connection: Connection;
  readonly hooks: ConnectionHooks;
}

/** Keeps a channel connected, by its webhook or by asking, until the signal says stop. Troubles are reported and tried again. */
export async function keepConnection(
  parts: ChannelParts,
  times: RunningTimes,
  row: ChannelRow,
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  const context = parts.contextOf(row.workspace_id);
  const log = parts.log.child({ channelId: row.id });
  const hooks = connectionHooks(context, row.id, times, signal, log);
  const line = { parts, times, context, row, connection, hooks };
  const webhook = webhookOf(parts, row);
  while (!signal.aborted) {
    try {
      await keepLine(line, webhook);
    } catch (err) {
      log.error({ err }, "A channel's connection broke; it is opened again");
      await pause(jittered(times.retry), signal);
    }
  }
}

function connectionHooks(
  context: Context,
  channelId: string,
  times: RunningTimes,
  signal: AbortSignal,
  log: ConnectionHooks["log"],
): ConnectionHooks {
  let last: { result: ProbeResult; at: number } | null = null;
  return {
    signal,
    log,
    reportSync: syncRecorder(context, channelId, log),
    reportName: (name) =>
      recordName(context, channelId, name).catch((err) =>
        log.warn({ err }, "A channel's name could not be written down"),
      ),
    position: () => readPosition(context, channelId),
    receive: (batch) => receiveUpdates(context, { channelId, ...batch }),
    async report(result) {
      // A busy channel proves itself many times a second; what says nothing new is written down now and then.
      if (signal.aborted || (last && isRepeat(last.result, result) && performance.now() - last.at < times.report))
        return;
      const isSteady = last !== null && performance.now() - last.at < proofMilliseconds;
      last = { result, at: performance.now() };
      await recordReport(context, channelId, isSteady ? "steady line" : "line", result).catch((err) => {
        last = null;
        log.warn({ err }, "A channel's status could not be written down");
      });
    },
  };
}

function isRepeat(last: ProbeResult, next: ProbeResult): boolean {
  if (last.outcome === "connected" || next.outcome === "connected") return last.outcome === next.outcome;
  // When it is tried again is news each time.
  return last.reason === next.reason && next.nextTryIn === undefined;
}

function keepLine(line: Line, webhook: Webhook | null): Promise<void> {
  const { webhook: side, inlet } = line.parts.adapters[line.row.kind];
  if (inlet) return keepInlet(line, inlet, webhook);
  if (!side) return keepSocket(line);
  return webhook ? keepWebhook(line, side, webhook) : keepPolling(line, side);
}

async function keepSocket(line: Line): Promise<void> {
  await storeTransport(line, "socket");
  // What a process before has not brought to an end is told anew by the service, or was over.
  if (line.row.sync_total !== null) await line.hooks.reportSync(null);
  await line.parts.adapters[line.row.kind].receive(line.connection, line.hooks);
}

async function keepWebhook(line: Line, side: WebhookSide, webhook: Webhook): Promise<void> {
  const { connection, hooks, row } = line;
  let takeOver = row.status === "CONNECTING" || row.transport === "polling";
  await keepAsking(line, async () => {
    const result = await side.open(connection, webhook, takeOver, hooks.signal);
    if (result.outcome === "connected" && takeOver && !hooks.signal.aborted) {
      await storeTransport(line, "webhook");
      takeOver = false;
    }
    return result;
  });
}

/** As with a webhook; the address that all accounts have in common is entered at the service by whoever operates Wokfow. */
async function keepInlet(line: Line, inlet: Inlet, webhook: Webhook | null): Promise<void> {
  const { connection, hooks } = line;
  await storeTransport(line, "webhook");
  await keepAsking(line, async () =>
    webhook ? inlet.subscribe(connection, webhook.address, hooks.signal) : noPublicAddress,
  );
  await unsubscribeRemoved(line);
}

/** The service tells nothing while nobody writes, so it is asked whether it still delivers to us. */
async function keepAsking(line: Line, ask: () => Promise<ProbeResult>): Promise<void> {
  let failures = 0;
  // The lines of a process begin together, and part at once.
  let part = jittered;
  while (!line.hooks.signal.aborted) {
    const result = await ask();
    if (line.hooks.signal.aborted) return;
    failures = result.outcome === "connected" ? 0 : failures + 1;
    if (result.outcome === "failed") {
      await reportAndPause(line, result, failures);
      continue;
    }
    await line.hooks.report(result);
    await pause(part(untilAsked(line.times, result.usedPercent ?? 0)), line.hooks.signal);
    part = spread;
  }
}

/** This line may just have subscribed a channel again that somebody was removing. */
async function unsubscribeRemoved({ parts, context, row, connection }: Line): Promise<void> {
  const [kept] = await read(context, channelById(context, row.id));
  if (!kept) await unsubscribe(parts, row.kind, connection);
}

/** What the service still delivers elsewhere it would not hand out, so that ends first; what waits there stays. */
async function keepPolling(line: Line, side: WebhookSide): Promise<void> {
  const { parts, connection, hooks, row } = line;
  let closed = row.status !== "CONNECTING" && row.transport === "polling";
  for (let failures = 1; !closed && !hooks.signal.aborted; failures++) {
    const result = await side.close(connection, hooks.signal);
    closed = result.outcome === "connected";
    if (result.outcome === "connected") await storeTransport(line, "polling");
    else await reportAndPause(line, result, failures);
  }
  if (!hooks.signal.aborted) await parts.adapters[row.kind].receive(connection, hooks);
}

/**
 * Tells what the service said and waits until it is asked again; the more patiently, the longer it fails. While the last proof stands all
 * the same, it is told again, so that somebody says when that has grown too old.
 */
async function reportAndPause(line: Line, result: FailedProbe, failures: number): Promise<void> {
  const { context, hooks, row, times } = line;
  const nextTryIn = untilTriedAgain(times, failures, result.retryAfter);
  const tryAt = performance.now() + nextTryIn;
  for (let left = nextTryIn; left > 0 && !hooks.signal.aborted; left = tryAt - performance.now()) {
    await hooks.report({ ...result, nextTryIn: left });
    const [now] = await read(context, channelById(context, row.id));
    await pause(now?.status === "CONNECTED" ? Math.min(left, times.retry) : left, hooks.signal);
  }
}

async function storeTransport({ context, row }: Line, transport: ChannelRow["transport"]): Promise<void> {
  if (row.transport === transport) return;
  await transact(context, (tx) => updateChannel(tx, row.id, { transport }));
}
