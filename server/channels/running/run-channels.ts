import { watchOutages } from "#server/alerts/watch-outages.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { type RunningTimes, usualRunning } from "#server/channels/running/running-times.ts";
import { type Supervisor, superviseWorkspaces } from "#server/channels/running/supervise-workspaces.ts";

const whatPeopleChange: ReadonlySet<string> = new Set(["channel.changed", "channel.removed"]);

/** The running channels of this process. */
export interface RunningChannels {
  /** Ends every connection and gives the leases back, so that another process takes over at once. */
  stop(): Promise<void>;
}

/**
 * Runs the channels of all workspaces, as far as no other process does, until it is stopped: each connection is held by one
 * process, what people change takes effect within a second, and outages become alerts.
 */
export function startChannels(parts: ChannelParts, times: RunningTimes = usualRunning): RunningChannels {
  const supervisor = superviseWorkspaces(parts, times);
  const lookAtAll = every(times.look, () => lookAround(parts, supervisor));
  const lookAtOutages = every(times.alerts, () =>
    watchOutages({ pool: parts.database.pool, contextOf: parts.contextOf }),
  );
  const stopListening = parts.events.listen({
    committed: (facts) => {
      for (const { kind, workspaceId } of facts) if (whatPeopleChange.has(kind)) supervisor.look(workspaceId);
    },
    resync: lookAtAll.now,
  });
  lookAtAll.now();
  return {
    async stop() {
      stopListening();
      await Promise.all([lookAtAll.stop(), lookAtOutages.stop()]);
      await supervisor.stop();
    },
  };

  /** A look that fails is noted and repeated at the next turn: the database may be away. */
  function every(milliseconds: number, work: () => Promise<void>) {
    let running: Promise<void> = Promise.resolve();
    let busy = false;
    const now = () => {
      if (busy) return;
      busy = true;
      running = work()
        .catch((err) => parts.log.warn({ err }, "The channels could not be looked at"))
        .finally(() => {
          busy = false;
        });
    };
    const timer = setInterval(now, milliseconds);
    return {
      now,
      async stop() {
        clearInterval(timer);
        await running;
      },
    };
  }
}

async function lookAround({ database }: ChannelParts, supervisor: Supervisor): Promise<void> {
  supervisor.stopExpired();
  const { rows } = await database.pool.query<{ workspace_id: string }>(
    "select distinct workspace_id from channels_to_run()",
  );
  await Promise.all(rows.map((row) => supervisor.look(row.workspace_id)));
}
