import { type LiveEvent, liveEvent, streamLive } from "#contract/live.ts";
import { addressOf } from "#web/shell/api.ts";
import { backoff } from "#web/shell/backoff.ts";
import { watchReturn } from "#web/shell/watch-return.ts";

/** What the owner of a connection is told. */
export interface LiveListener {
  /** One event, already parsed. */
  readonly onEvent: (event: LiveEvent) => void;
  /** The line stands, for the first time or again: what was fetched before may be old. */
  readonly onOpen: () => void;
  /** The line broke, or could not be opened. It is tried again by itself. */
  readonly onLost: () => void;
  /** Something came that cannot be read: a newer server speaks. */
  readonly onUnknown: () => void;
}

// The server sends a sign of life every 20 seconds; a line that misses two of them is dead, whatever the browser believes.
const silentMs = 50_000;

/**
 * Opens the stream of live events and keeps it open until the answered function is called: reconnects with growing
 * pauses, and opens it anew at once when the network returns, the computer wakes or the signs of life stop.
 */
export function connectLive(listener: LiveListener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function open(): void {
    close();
    source = new EventSource(addressOf(streamLive));
    source.onopen = () => {
      failures = 0;
      listener.onOpen();
    };
    source.onmessage = (message: MessageEvent<string>) => hear(message.data, listener);
    source.addEventListener("alive", expectNextSign);
    source.onerror = lost;
  }

  function expectNextSign(): void {
    clearTimeout(timer);
    timer = setTimeout(lost, silentMs);
  }

  function lost(): void {
    close();
    listener.onLost();
    timer = setTimeout(open, backoff(failures, Math.random()));
    failures += 1;
  }

  function close(): void {
    clearTimeout(timer);
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

function hear(data: string, listener: LiveListener): void {
  const parsed = liveEvent.safeParse(readJson(data));
  if (parsed.success) listener.onEvent(parsed.data);
  else listener.onUnknown();
}

function readJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
