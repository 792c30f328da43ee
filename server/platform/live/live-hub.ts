import type { ServerResponse } from "node:http";
import type { LiveEvent } from "#contract/live.ts";
import { holds, type Right } from "#contract/rights.ts";
import { type Context, query } from "#server/context.ts";
import type { CommittedFact, EventBus } from "#server/platform/events/event-bus.ts";
import type { FactRow } from "#server/platform/events/tables.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import type { Log } from "#server/platform/log/log.ts";

/** A fact as browsers may see it: the event, the right that it takes to see it, and perhaps for which callers alone it is. */
export interface PresentedFact {
  readonly event: LiveEvent;
  readonly right: Right;
  readonly onlyFor?: (caller: Caller) => boolean;
}

/** How each kind of fact becomes live events; kinds that are not listed stay inside. `context` acts as Wokfow itself. */
export type FactPresenters = Readonly<Record<string, (context: Context, fact: FactRow) => Promise<PresentedFact[]>>>;

/** The open event streams of this process. */
export interface LiveHub {
  /** Writes events to the response until either side ends it. */
  connect(caller: Caller, response: ServerResponse): void;
  /** Tells the chosen streams that they are signed out, and closes them. */
  end(chosen: (caller: Caller) => boolean): void;
  /** Closes the chosen streams so that they connect again as who they are now, and refetch. */
  renew(chosen: (caller: Caller) => boolean): void;
  connections(): number;
  close(): void;
}

interface Stream {
  readonly caller: Caller;
  readonly response: ServerResponse;
}

/** The open streams of one workspace, and the showing that goes on for them. */
interface Room {
  readonly streams: Set<Stream>;
  shown: Promise<void>;
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
  const rooms = new Map<string, Room>();
  let isClosed = false;
  const all = () => [...rooms.values()].flatMap((room) => [...room.streams]);
  const heartbeat = setInterval(
    () =>
      all().forEach((stream) => {
        write(stream, "event: alive\ndata: 1\n\n");
      }),
    heartbeatMilliseconds,
  );
  const stopListening = parts.events.listen({
    committed: (facts) => deliver(parts, rooms, facts),
    resync: () =>
      all().forEach((stream) => {
        send(stream, { kind: "resync" });
      }),
  });
  return {
    connect(caller, response) {
      connect(rooms, { caller, response });
      // Whoever was just being let in when the hub closed would keep the server from stopping.
      if (isClosed) response.end();
    },
    end: (chosen) =>
      all()
        .filter((stream) => chosen(stream.caller))
        .forEach(signOut),
    renew: (chosen) =>
      all()
        .filter((stream) => chosen(stream.caller))
        .forEach(renew),
    connections: () => all().length,
    close() {
      isClosed = true;
      clearInterval(heartbeat);
      stopListening();
      for (const { response } of all()) response.end();
    },
  };
}

function connect(rooms: Map<string, Room>, stream: Stream): void {
  const { caller, response } = stream;
  response.write("retry: 1000\n\n");
  const room = rooms.get(caller.workspaceId) ?? { streams: new Set(), shown: Promise.resolve() };
  rooms.set(caller.workspaceId, room);
  room.streams.add(stream);
  response.on("close", () => {
    room.streams.delete(stream);
    if (room.streams.size === 0 && rooms.get(caller.workspaceId) === room) rooms.delete(caller.workspaceId);
  });
}

/**
 * Facts of workspaces that nobody looks at are not even loaded. Those of one workspace are shown one after the other: an older
 * state must not arrive behind a newer one.
 */
function deliver(parts: LiveParts, rooms: Map<string, Room>, facts: readonly CommittedFact[]): void {
  for (const fact of facts) {
    const room = rooms.get(fact.workspaceId);
    if (room && fact.kind in parts.presenters) room.shown = room.shown.then(() => show(parts, room, fact));
  }
}

async function show(parts: LiveParts, room: Room, fact: CommittedFact): Promise<void> {
  try {
    for (const presented of await present(parts, fact)) fanOut(room.streams, presented);
  } catch (err) {
    parts.log.error({ err, fact }, "A fact could not be shown live");
    for (const stream of room.streams) send(stream, { kind: "resync" });
  }
}

async function present(parts: LiveParts, committed: CommittedFact): Promise<PresentedFact[]> {
  const { workspaceId, kind } = committed;
  const context = parts.contextOf(workspaceId);
  const fact = committed.passing
    ? passingRow(context, committed, committed.passing)
    : await storedRow(context, committed);
  return fact ? ((await parts.presenters[kind]?.(context, fact)) ?? []) : [];
}

async function storedRow(context: Context, { workspaceId, id }: CommittedFact): Promise<FactRow | undefined> {
  const byKey = query.selectFrom("facts").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id);
  const [fact] = await context.database.read(workspaceId, byKey.compile());
  return fact;
}

function passingRow(
  { clock }: Context,
  { workspaceId, id, kind }: CommittedFact,
  { conversationId, details }: NonNullable<CommittedFact["passing"]>,
): FactRow {
  const of = { workspace_id: workspaceId, id, kind, at: clock.now(), actor_id: null, subject_id: null };
  return { ...of, conversation_id: conversationId, details: { ...details } };
}

function fanOut(streams: Set<Stream>, { event, right, onlyFor = everyone }: PresentedFact): void {
  const frame = frameOf(event);
  for (const stream of streams) {
    if (holds(stream.caller.role, right) && onlyFor(stream.caller)) write(stream, frame);
  }
}

const everyone = () => true;

function renew(stream: Stream): void {
  send(stream, { kind: "access_changed" });
  stream.response.end();
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
