import { createHash } from "node:crypto";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { openConnection } from "#server/channels/connection-of.ts";
import { type ChannelRow, channelsOf } from "#server/channels/queries.ts";
import { holdLeases, releaseLeases } from "#server/channels/running/hold-leases.ts";
import { keepConnection } from "#server/channels/running/keep-connection.ts";
import type { RunningTimes } from "#server/channels/running/running-times.ts";
import { recordReport, unreadableToken } from "#server/channels/status/record-report.ts";
import { read, transact } from "#server/context.ts";

/** Holds the connections of this process and brings them in line with what the database says. */
export interface Supervisor {
  /** Brings the channels of one workspace in line. Looks asked for meanwhile are one more look. Never rejects. */
  look(workspaceId: string): Promise<void>;
  /** Ends connections whose lease could not be renewed in time: another process may hold them by now. */
  stopExpired(): void;
  stop(): Promise<void>;
}

interface Running {
  readonly workspaceId: string;
  readonly fingerprint: string;
  readonly controller: AbortController;
  readonly done: Promise<void>;
  /** By the clock of this machine, which nobody moves. */
  leaseEnds: number;
}

interface State {
  readonly parts: ChannelParts;
  readonly times: RunningTimes;
  readonly running: Map<string, Running>;
  stopped: boolean;
}

/** Makes a supervisor that holds nothing yet. */
export function superviseWorkspaces(parts: ChannelParts, times: RunningTimes): Supervisor {
  const state: State = { parts, times, running: new Map(), stopped: false };
  const looks = new Map<string, { again: boolean; done: Promise<void> }>();
  const look = (workspaceId: string): Promise<void> => {
    const current = looks.get(workspaceId);
    if (current) {
      current.again = true;
      return current.done;
    }
    const started = { again: false, done: Promise.resolve() };
    looks.set(workspaceId, started);
    started.done = lookUntilStill(state, workspaceId, started).finally(() => looks.delete(workspaceId));
    return started.done;
  };
  return {
    look,
    stopExpired: () => stopExpired(state),
    async stop() {
      state.stopped = true;
      await Promise.all([...looks.values()].map(({ done }) => done));
      await stopAll(state);
    },
  };
}

async function lookUntilStill(state: State, workspaceId: string, turn: { again: boolean }): Promise<void> {
  do {
    turn.again = false;
    if (state.stopped) return;
    await lookOnce(state, workspaceId).catch((err) =>
      state.parts.log.warn({ err }, "The channels of a workspace could not be looked at"),
    );
  } while (turn.again);
}

async function lookOnce(state: State, workspaceId: string): Promise<void> {
  const { parts, times, running } = state;
  const context = parts.contextOf(workspaceId);
  const rows = (await read(context, channelsOf(context))).filter((row) => row.status !== "PAUSED");
  const wanted = new Map(rows.map((row) => [row.id, row]));
  const here = [...running].filter(([, line]) => line.workspaceId === workspaceId);
  await stopLines(
    state,
    here.filter(([id, line]) => fingerprintOf(wanted.get(id)) !== line.fingerprint),
  );
  const leaseEnds = performance.now() + times.lease;
  const lease = { holder: parts.membership.id, channelIds: [...wanted.keys()], milliseconds: times.lease };
  const held = await transact(context, (tx) => holdLeases(tx, lease));
  for (const [id, line] of here) {
    if (held.has(id)) line.leaseEnds = leaseEnds;
    else line.controller.abort();
  }
  for (const row of rows) if (held.has(row.id) && !running.has(row.id)) startLine(state, row, leaseEnds);
}

function startLine(state: State, row: ChannelRow, leaseEnds: number): void {
  const { parts, times, running } = state;
  if (state.stopped) return;
  const connection = openConnection(parts.secrets, row);
  if (!connection) {
    sayUnreadable(parts, row);
    return;
  }
  const controller = new AbortController();
  const done = keepConnection(parts, times, row, connection, controller.signal).finally(() => {
    if (running.get(row.id)?.controller === controller) running.delete(row.id);
  });
  const fingerprint = fingerprintOf(row);
  running.set(row.id, { workspaceId: row.workspace_id, fingerprint, controller, done, leaseEnds });
}

/** Said once, as every look finds it anew. */
function sayUnreadable(parts: ChannelParts, row: ChannelRow): void {
  if (row.reason === unreadableToken.reason) return;
  recordReport(parts.contextOf(row.workspace_id), row.id, "line", unreadableToken).catch((err) =>
    parts.log.warn({ err, channelId: row.id }, "A channel's status could not be written down"),
  );
}

/** What a connection was opened with; when it changes, the connection is opened anew. */
function fingerprintOf(row: ChannelRow | undefined): string {
  if (!row?.sealed_credentials) return "gone";
  return createHash("sha256").update(row.sealed_credentials).update(row.webhook_key).digest("hex");
}

/** Ends connections, waits for their end, and lets others have the channels. */
async function stopLines({ parts }: State, lines: readonly (readonly [string, Running])[]): Promise<void> {
  const [first] = lines;
  if (!first) return;
  for (const [, { controller }] of lines) controller.abort();
  await Promise.all(lines.map(([, { done }]) => done));
  const context = parts.contextOf(first[1].workspaceId);
  const ids = lines.map(([id]) => id);
  await transact(context, (tx) => releaseLeases(tx, parts.membership.id, ids));
}

function stopExpired({ running, parts }: State): void {
  for (const [channelId, line] of running) {
    if (performance.now() < line.leaseEnds) continue;
    parts.log.warn({ channelId }, "A channel's lease could not be renewed in time; its connection ends here");
    line.controller.abort();
  }
}

async function stopAll(state: State): Promise<void> {
  const byWorkspace = Map.groupBy(state.running, ([, line]) => line.workspaceId);
  const stopping = [...byWorkspace.values()].map((lines) =>
    stopLines(state, lines).catch((err) =>
      state.parts.log.warn({ err }, "Leases could not be given back; they expire"),
    ),
  );
  await Promise.all(stopping);
}
