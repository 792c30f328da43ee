import { type LiveEvent, liveEvent, streamLive } from "#contract/live.ts";
import { now } from "#web/design/clock.ts";
import { addressOf } from "#web/shell/api.ts";
import { backoff } from "#web/shell/backoff.ts";

/** What the owner of a connection is told. */
export interface LiveListener {
  /** One event, already parsed. */
  readonly onEvent: (event: LiveEvent) => void;
  /** The line came back, or the computer woke up: what is shown may be old. */
  readonly onReturn: () => void;
  /** Whether the line stands. */
  readonly onState: (connected: boolean) => void;
}

const sleepCheckMs = 5_000;
const sleptMs = 20_000;

/**
 * Opens the stream of live events and keeps it open until the answered function is called: reconnects with growing
 * pauses, at once when the network returns, and notices when the computer has slept (a timer that was far too late).
 */
export function connectLive(listener: LiveListener): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let stoodBefore = false;

  function open(): void {
    close();
    source = new EventSource(addressOf(streamLive));
    source.onopen = opened;
    source.onmessage = (message: MessageEvent<string>) => hear(message.data, listener);
    source.onerror = lost;
  }

  function opened(): void {
    failures = 0;
    listener.onState(true);
    if (stoodBefore) listener.onReturn();
    stoodBefore = true;
  }

  function lost(): void {
    close();
    listener.onState(false);
    retry = setTimeout(open, backoff(failures, Math.random()));
    failures += 1;
  }

  function close(): void {
    clearTimeout(retry);
    source?.close();
    source = undefined;
  }

  const stopWatching = watchReturn(open);
  open();
  return () => {
    stopWatching();
    close();
  };
}

/** What cannot be read is an event of a newer server: the page asks for everything instead of guessing. */
function hear(data: string, listener: LiveListener): void {
  const parsed = liveEvent.safeParse(readJson(data));
  if (parsed.success) listener.onEvent(parsed.data);
  else listener.onReturn();
}

function readJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** Calls back when the network returns or the computer wakes; a dead line may look alive then, so it is opened anew. */
function watchReturn(onReturn: () => void): () => void {
  let last = now();
  const timer = setInterval(() => {
    const present = now();
    if (present - last > sleptMs && document.visibilityState === "visible") onReturn();
    last = present;
  }, sleepCheckMs);
  window.addEventListener("online", onReturn);
  return () => {
    clearInterval(timer);
    window.removeEventListener("online", onReturn);
  };
}
