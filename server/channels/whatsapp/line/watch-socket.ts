import type { BinaryNode, WASocket } from "baileys";
import { pause } from "#server/channels/wait.ts";
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

const unsaid: SocketEnd = { code: 428, words: "Connection Closed", proven: false };

/**
 * Watches a socket, also for what makes no event of Baileys: an upgrade that is refused with a status of HTTP, a server that accepts
 * and then says nothing, a connection on which nothing arrives any more.
 */
export function watchSocket(sock: WASocket, times: WhatsAppTimes, listener: SocketListener): WatchedSocket {
  // Baileys lets go of it when it ends.
  const raw = rawSocketOf(sock);
  const stop = new AbortController();
  let proven = false;
  let hasEnded = false;
  let frames = 0;
  const say = (code: number, words: string) => {
    if (hasEnded) return;
    hasEnded = true;
    stop.abort();
    clearTimeout(patience);
    listener.ended({ ...unsaid, code, words, proven });
  };
  const cut = (code: number, words: string) => {
    say(code, words);
    void endSocket(sock, raw);
  };
  const patience = setTimeout(() => cut(408, "The server does not let the device log in."), times.logIn);

  // Whatever the status: it is not WhatsApp's protocol that speaks.
  sock.ws.on("unexpected-response", () => cut(503, "The upgrade to a WebSocket was refused."));
  sock.ws.on("frame", (frame: BinaryNode | Uint8Array) => {
    frames += 1;
    if (frame instanceof Uint8Array) return;
    proven = true;
    if (!hasEnded) listener.stanza(frame);
  });
  sock.ev.on("connection.update", ({ connection, lastDisconnect }) => {
    if (connection === "open" && !hasEnded) {
      clearTimeout(patience);
      listener.open();
      void keepAsking();
    }
    if (connection === "close") say(codeOf(lastDisconnect?.error), lastDisconnect?.error?.message ?? "");
  });

  /** A busy server may be late with an answer; one from which nothing comes at all is gone. */
  async function keepAsking(): Promise<void> {
    let unanswered = 0;
    while (!hasEnded) {
      const before = frames;
      const milliseconds = await roundTrip(sock, times.answer);
      if (hasEnded) return;
      unanswered = milliseconds === null ? unanswered + 1 : 0;
      if (milliseconds !== null) listener.proven(milliseconds);
      else if (!listener.isHeldUp() && (frames === before || unanswered > 1)) return cut(408, "Connection was lost");
      await pause(milliseconds === null ? 0 : times.ask, stop.signal);
    }
  }

  return {
    async end() {
      say(428, "Connection Closed");
      await endSocket(sock, raw);
    },
  };
}

/** Baileys waits until the other side has closed too, which one that is gone never does. */
async function endSocket(sock: WASocket, raw: RawSocket): Promise<void> {
  const ending = sock.end(undefined);
  raw.terminate();
  await ending;
}

function codeOf(error: Error | undefined): number {
  const output: unknown = error && "output" in error ? error.output : null;
  const code: unknown = typeof output === "object" && output !== null ? Reflect.get(output, "statusCode") : null;
  return typeof code === "number" ? code : 500;
}
