import { Client, type Pool } from "pg";
import { type CommittedFact, type EventBus, localEventBus } from "#server/platform/events/event-bus.ts";
import type { Log } from "#server/platform/log/log.ts";
import type { ProcessMembership } from "#server/platform/processes/join-processes.ts";

/** What the bus needs: a pool to tell others, an address to listen at, and whether there are others at all. */
export interface PostgresBusParts {
  readonly pool: Pool;
  readonly listenUrl: string;
  readonly membership: ProcessMembership;
  readonly log: Log;
}

interface Notice {
  readonly from: string;
  readonly facts: readonly CommittedFact[];
}

const flushMilliseconds = 5;
const reconnectMilliseconds = 1_000;
// A notification holds 8,000 bytes at most (PostgreSQL manual, NOTIFY); a fact takes some 130 of them, a passing one 250.
const factsPerNotice = 30;

/** A bus between all processes of a database, by LISTEN and NOTIFY. When its line breaks, listeners are asked to look again. */
export async function postgresEventBus(parts: PostgresBusParts): Promise<EventBus> {
  const local = localEventBus();
  const remote = remotePublisher(parts);
  const listening = await keepListening(
    parts,
    (notice) => {
      if (notice.from === parts.membership.id) return;
      parts.membership.meetAnother();
      local.publish(notice.facts);
    },
    () => local.resync(),
  );
  return {
    listen: (listener) => local.listen(listener),
    resync: () => local.resync(),
    publish(facts) {
      local.publish(facts);
      if (!parts.membership.isAlone()) remote.publish(facts);
    },
    async close() {
      await remote.close();
      await listening.close();
      await local.close();
    },
  };
}

/** Gathers what is published within a few milliseconds into one notification. */
function remotePublisher({ pool, membership, log }: PostgresBusParts) {
  let waiting: CommittedFact[] = [];
  let timer: NodeJS.Timeout | null = null;
  const flush = async () => {
    timer = null;
    const facts = waiting;
    waiting = [];
    for (let start = 0; start < facts.length; start += factsPerNotice) {
      const notice: Notice = { from: membership.id, facts: facts.slice(start, start + factsPerNotice) };
      await pool.query("select pg_notify('facts', $1)", [JSON.stringify(notice)]);
    }
  };
  return {
    publish(facts: readonly CommittedFact[]) {
      waiting.push(...facts);
      timer ??= setTimeout(
        () => flush().catch((err) => log.warn({ err }, "Other processes could not be told")),
        flushMilliseconds,
      );
    },
    async close() {
      if (timer) clearTimeout(timer);
      if (waiting.length > 0) await flush().catch(() => undefined);
    },
  };
}

/** Listens on a line of its own until closed; a line that breaks is opened anew, and what was missed meanwhile is asked for. */
async function keepListening(parts: PostgresBusParts, hear: (notice: Notice) => void, lookAgain: () => void) {
  let closed = false;
  const reconnect = async (): Promise<void> => {
    if (closed) return;
    parts.log.warn("The line for live events broke; connecting again");
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, reconnectMilliseconds));
      if (closed) return;
      const opened = await openLine(parts, hear, reconnect).catch(() => null);
      if (!opened) continue;
      client = opened;
      if (closed) await client.end();
      else lookAgain();
      return;
    }
  };
  let client = await openLine(parts, hear, reconnect);
  return {
    async close() {
      closed = true;
      await client.end();
    },
  };
}

/** A line that listens. `broken` is called once, when it ends in whatever way. */
async function openLine(
  { listenUrl, membership }: PostgresBusParts,
  hear: (notice: Notice) => void,
  broken: () => void,
): Promise<Client> {
  const client = new Client({ connectionString: listenUrl, connectionTimeoutMillis: 5_000, keepAlive: true });
  client.on("notification", ({ payload }) => hear(JSON.parse(payload ?? '{"facts":[]}')));
  // Whatever goes wrong ends the line, and the end is what counts.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("listen facts");
    // Says hello: whoever believed to be alone would otherwise keep its facts to itself until its next heartbeat.
    const hello: Notice = { from: membership.id, facts: [] };
    await client.query("select pg_notify('facts', $1)", [JSON.stringify(hello)]);
  } catch (error) {
    client.end().catch(() => undefined);
    throw error;
  }
  client.once("end", broken);
  return client;
}
