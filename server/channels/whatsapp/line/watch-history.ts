import type { BaileysEventMap, WASocket } from "baileys";
import { findLastOutage } from "#server/alerts/find-last-outage.ts";
import type { ConnectionHooks } from "#server/channels/adapter.ts";
import type { OwnAccount } from "#server/channels/whatsapp/parse/journal-entry.ts";
import { parseHistory } from "#server/channels/whatsapp/parse/parse-history.ts";
import type { Context } from "#server/context.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";

/** Where history comes from and goes to. */
export interface HistoryPlaces {
  readonly sock: WASocket;
  readonly context: Context;
  readonly channelId: string;
  readonly me: OwnAccount;
  readonly hooks: Pick<ConnectionHooks, "log" | "reportSync">;
  readonly ended: AbortSignal;
  /** How much waits to be stored. */
  backlog(): number;
  hand(updates: readonly InboundUpdate[]): void;
}

type Part = BaileysEventMap["messaging-history.set"];

/** How far back chats are fetched, in milliseconds. */
export const recentMilliseconds = 30 * 24 * 3_600_000;

// Phones send part after part; when they fall silent before they say that it was all, it was all.
const silentMilliseconds = 30_000;
// Once an outage has ended, what was missed in it comes with the history within this time.
const afterOutageMilliseconds = 15 * 60_000;
const lookMilliseconds = 500;

/** Takes the history that the phone gives a newly linked device, and what it is asked for later, and tells how far that has come. */
export function watchHistory(places: HistoryPlaces): void {
  const { sock, hooks, ended } = places;
  let taken: Promise<void> = Promise.resolve();
  let silence: NodeJS.Timeout | undefined;
  const finish = async () => {
    clearTimeout(silence);
    while (places.backlog() > 0 && !ended.aborted)
      await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
    await hooks.reportSync(null);
  };
  sock.ev.on("messaging-history.set", (part) => {
    taken = taken
      .then(() => take(places, part))
      .catch((err) => hooks.log.warn({ err }, "A part of the history could not be read"));
    if (part.peerDataRequestSessionId) return;
    clearTimeout(silence);
    const done = part.progress ?? 0;
    void hooks.reportSync({ done, total: 100 });
    if (done >= 100) void taken.then(finish);
    else silence = setTimeout(() => void taken.then(finish), silentMilliseconds);
  });
  ended.addEventListener("abort", () => clearTimeout(silence), { once: true });
}

/** One by one, so that what customers write now is not stuck behind all of it in one transaction. */
async function take(places: HistoryPlaces, part: Part): Promise<void> {
  const { context, me, hand } = places;
  const cameAt = context.clock.now();
  const since = new Date(cameAt.getTime() - recentMilliseconds);
  const bounds = { cameAt, since, missedFrom: await missedFrom(places, part) };
  for (const update of parseHistory(me, part, bounds)) hand([update]);
}

/** The beginning of the outage that the link has ended. Who links for the first time has missed nothing. */
async function missedFrom({ context, channelId }: HistoryPlaces, part: Part): Promise<Date | null> {
  if (part.peerDataRequestSessionId) return null;
  const outage = await findLastOutage(context, channelId);
  if (!outage) return null;
  const age = context.clock.now().getTime() - (outage.endedAt ?? context.clock.now()).getTime();
  return age < afterOutageMilliseconds ? outage.startedAt : null;
}
