import type { ServerResponse } from "node:http";
import type { LiveEvent } from "#contract/live.ts";
import { holds, type Right } from "#contract/rights.ts";
import { type Context, query } from "#server/context.ts";
import type { CommittedFact, EventBus } from "#server/platform/events/event-bus.ts";
import type { FactRow } from "#server/platform/events/tables.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import type { Log } from "#server/platform/log/log.ts";

/** A fact as browsers may see it: the event, the right that it takes to see it, and perhaps the only member it is for. */
export interface PresentedFact {
  readonly event: LiveEvent;
  readonly right: Right;
  readonly onlyMemberId?: string;
}

/** How each kind of fact becomes live events; kinds that are not listed stay inside. `context` acts as Wokfow itself. */
export type FactPresenters = Readonly<Record<string, (context: Context, fact: FactRow) => Promise<PresentedFact[]>>>;

/** The open event streams of this process. */
export interface LiveHub {
  /** Writes events to the response until either side ends it. */
  connect(caller: Caller, response: ServerResponse): void;
  /** Tells the chosen streams that they are signed out, and closes them. */
  end(chosen: (caller: Caller) => boolean): void;
  connections(): number;
  close(): void;
}

interface Stream {
  readonly caller: Caller;
  readonly response: ServerResponse;
}

/** What the hub needs from the rest of the house. */
export interface LiveParts {
  readonly events: EventBus;
  readonly presenters: FactPresenters;
  readonly log: Log;
  contextOf(workspaceId: string): Context;
}

const heartbeatMilliseconds = 20_000;
// A browser that reads slower than this is cut off; it reconnects and refetches what it shows.
const mostBufferedBytes = 1_000_000;

/** Makes the hub and lets it listen for committed facts. */
export function liveHub(parts: LiveParts): LiveHub {
  const streams = new Map<string, Set<Stream>>();
  const all = () => [...streams.values()].flatMap((set) => [...set]);
  const heartbeat = setInterval(
    () =>
      all().forEach((stream) => {
        write(stream, ": alive\n\n");
      }),
    heartbeatMilliseconds,
  );
  const stopListening = parts.events.listen({
    committed: (facts) => void deliver(parts, streams, facts),
    resync: () =>
      all().forEach((stream) => {
        send(stream, { kind: "resync" });
      }),
  });
  return {
    connect: (caller, response) => connect(streams, { caller, response }),
    end: (chosen) =>
      all()
        .filter((stream) => chosen(stream.caller))
        .forEach(signOut),
    connections: () => all().length,
    close() {
      clearInterval(heartbeat);
      stopListening();
      for (const { response } of all()) response.end();
    },
  };
}

function connect(streams: Map<string, Set<Stream>>, stream: Stream): void {
  const { caller, response } = stream;
  response.write("retry: 1000\n\n");
  const open = streams.get(caller.workspaceId) ?? new Set();
  streams.set(caller.workspaceId, open.add(stream));
  response.on("close", () => {
    open.delete(stream);
    if (open.size === 0 && streams.get(caller.workspaceId) === open) streams.delete(caller.workspaceId);
  });
}

/** Facts of workspaces that nobody looks at are not even loaded. */
async function deliver(
  parts: LiveParts,
  streams: Map<string, Set<Stream>>,
  facts: readonly CommittedFact[],
): Promise<void> {
  const watched = facts.filter((fact) => streams.has(fact.workspaceId) && fact.kind in parts.presenters);
  for (const fact of watched) {
    try {
      for (const presented of await present(parts, fact)) fanOut(streams.get(fact.workspaceId), presented);
    } catch (err) {
      parts.log.error({ err, fact }, "A fact could not be shown live");
      for (const stream of streams.get(fact.workspaceId) ?? []) send(stream, { kind: "resync" });
    }
  }
}

async function present(parts: LiveParts, { workspaceId, id, kind }: CommittedFact): Promise<PresentedFact[]> {
  const context = parts.contextOf(workspaceId);
  const byKey = query.selectFrom("facts").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id);
  const [fact] = await context.database.read(workspaceId, byKey.compile());
  return fact ? ((await parts.presenters[kind]?.(context, fact)) ?? []) : [];
}

function fanOut(open: Set<Stream> | undefined, { event, right, onlyMemberId }: PresentedFact): void {
  const frame = frameOf(event);
  for (const stream of open ?? []) {
    const { memberId, role } = stream.caller;
    if (holds(role, right) && (onlyMemberId === undefined || onlyMemberId === memberId)) write(stream, frame);
  }
}

function signOut(stream: Stream): void {
  send(stream, { kind: "signed_out" });
  stream.response.end();
}

function send(stream: Stream, event: LiveEvent): void {
  write(stream, frameOf(event));
}

function frameOf(event: LiveEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

function write({ response }: Stream, frame: string): void {
  if (response.writableLength > mostBufferedBytes) response.destroy();
  else response.write(frame);
}
