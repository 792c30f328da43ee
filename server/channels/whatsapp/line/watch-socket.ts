import type { BinaryNode, WASocket } from "baileys";
import { jittered, pause, spread } from "#server/channels/running/wait.ts";
import { type RawSocket, rawSocketOf } from "#server/channels/whatsapp/line/hold-frames.ts";
import type { SocketEnd } from "#server/channels/whatsapp/line/judge-end.ts";
import { roundTrip } from "#server/channels/whatsapp/line/round-trip.ts";
import type { WhatsAppTimes } from "#server/channels/whatsapp/times.ts";

/** Who hears how a socket fares. */
export interface SocketListener {
  /** A stanza, before Baileys handles it. */
  stanza(stanza: BinaryNode): void;
  /** The device is logged in. */
  open(): void;
  /** A round trip took so long. */
  proven(milliseconds: number): void;
  /** Whether we do not read at present, so that no answer can be heard. */
  isHeldUp(): boolean;
  /** It has ended, said once. */
  ended(end: SocketEnd): void;
}

/** A socket that is watched. */
export interface WatchedSocket {
  /** Ends it now. */
  end(): Promise<void>;
}

interface Watch {
  readonly sock: WASocket;
  readonly raw: RawSocket;
  readonly times: WhatsAppTimes;
  readonly listener: SocketListener;
  /** Aborted when the socket has ended. */
  readonly over: AbortController;
  /** The server has sent its first word under the keys of the handshake. */
  proven: boolean;
  frames: number;
}

/**
 * Watches a socket, also for what makes no event of Baileys: an upgrade that is refused with a status of HTTP, a server that accepts
 * and then says nothing, a connection on which nothing arrives any more.
 */
export function watchSocket(sock: WASocket, times: WhatsAppTimes, listener: SocketListener): WatchedSocket {
  // Baileys lets go of the raw socket when it ends.
  const watch: Watch = {
    ...{ sock, times, listener, raw: rawSocketOf(sock), over: new AbortController() },
    proven: false,
    frames: 0,
  };
  const enough = waitForLogin(watch);
  const { signal } = watch.over;
  signal.addEventListener("abort", enough, { once: true });
  // Whatever the status: it is not WhatsApp's protocol that speaks.
  sock.ws.on("unexpected-response", () => cut(watch, 503, "The upgrade to a WebSocket was refused."));
  sock.ws.on("frame", (frame: BinaryNode | Uint8Array) => take(watch, frame));
  sock.ev.on("connection.update", ({ connection, lastDisconnect }) => {
    if (connection === "open" && !signal.aborted) {
      enough();
      listener.open();
      void keepAsking(watch);
    }
    if (connection === "close") say(watch, codeOf(lastDisconnect?.error), lastDisconnect?.error?.message ?? "");
  });
  return {
    async end() {
      say(watch, 428, "Connection Closed");
      await endSocket(watch);
    },
  };
}

/** Cuts a connection on which the login does not come about in time; calling what it returns ends that. */
function waitForLogin(watch: Watch): () => void {
  const { connect, logIn } = watch.times;
  const patience = [
    setTimeout(() => watch.proven || cut(watch, 408, "The server does not say who it is."), connect),
    setTimeout(() => cut(watch, 408, "The server does not let the device log in."), logIn),
  ];
  return () => patience.forEach(clearTimeout);
}

/** The words of the handshake are bytes; everything after it is a stanza. */
function take(watch: Watch, frame: BinaryNode | Uint8Array): void {
  watch.frames += 1;
  if (frame instanceof Uint8Array) return;
  watch.proven = true;
  if (!watch.over.signal.aborted) watch.listener.stanza(frame);
}

/** A busy server may be late with an answer; one from which nothing comes at all is gone. */
async function keepAsking(watch: Watch): Promise<void> {
  const { sock, times, listener, over } = watch;
  let unanswered = 0;
  // The sockets of a process open together, and part at once.
  let part = jittered;
  while (!over.signal.aborted) {
    const before = watch.frames;
    const milliseconds = await roundTrip(sock, times.answer);
    if (over.signal.aborted) return;
    unanswered = milliseconds === null ? unanswered + 1 : 0;
    if (milliseconds !== null) listener.proven(milliseconds);
    else if (!listener.isHeldUp() && (watch.frames === before || unanswered > 1)) {
      return cut(watch, 408, "Connection was lost");
    }
    await pause(milliseconds === null ? 0 : part(times.ask), over.signal);
    part = spread;
  }
}

function cut(watch: Watch, code: number, words: string): void {
  say(watch, code, words);
  void endSocket(watch);
}

function say({ over, listener, proven }: Watch, code: number, words: string): void {
  if (over.signal.aborted) return;
  over.abort();
  listener.ended({ code, words, proven });
}

/** Baileys waits until the other side has closed too, which one that is gone never does. */
async function endSocket({ sock, raw }: Watch): Promise<void> {
  const ending = sock.end(undefined);
  raw.terminate();
  await ending;
}

function codeOf(error: Error | undefined): number {
  const output: unknown = error && "output" in error ? error.output : null;
  const code: unknown = typeof output === "object" && output !== null ? Reflect.get(output, "statusCode") : null;
  return typeof code === "number" ? code : 500;
}
