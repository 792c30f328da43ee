import type { WASocket } from "baileys";
import { DeviceEnded } from "#server/channels/whatsapp/device/device-ended.ts";

/** Counts what a device learns and how much of it is stored. */
export interface Ledger {
  /** The number of the last thing learned. */
  last(): number;
  /** Up to which number everything is stored. */
  stored(): number;
  /** Hears each time that more is stored. */
  onStored(listener: () => void): void;
}

/** Frames that wait for the ledger. */
export interface HeldFrames {
  /** Takes no more frames; those that wait may still leave. */
  admitNoMore(): void;
  /** Nothing leaves any more, also what waits: what it rests on could not be stored. */
  shut(): void;
}

/** The WebSocket under Baileys. */
export interface RawSocket {
  send: (data: Uint8Array, ...rest: unknown[]) => void;
  terminate(): void;
  pause(): void;
  resume(): void;
}

interface Frame {
  readonly data: Uint8Array;
  readonly needs: number;
}

const mostFrames = 20_000;

/**
 * Lets no frame of a socket leave before everything that the device had learned when the frame was made is stored: so a receipt
 * leaves only after the message it acknowledges, and a ciphertext only after the step of the ratchet that made it. The order stays.
 * Whoever sends is answered at once, as Baileys handles one stanza after another; what is not taken any more fails. To be called right
 * after the socket was made. `overflow` is called when too much waits.
 */
export function holdFrames(sock: WASocket, ledger: Ledger, overflow: () => void): HeldFrames {
  const raw = rawSocketOf(sock);
  const send = raw.send.bind(raw);
  let waiting: Frame[] = [];
  let isShut = false;
  let admits = true;
  const release = () => {
    const stored = ledger.stored();
    let ready = 0;
    while (ready < waiting.length && (waiting[ready]?.needs ?? 0) <= stored) ready += 1;
    for (const { data } of waiting.splice(0, ready)) send(data);
  };
  raw.send = (data, ...rest) => {
    const done = rest.at(-1);
    const answer = (failure?: Error) => typeof done === "function" && done(failure);
    // Baileys waits for the answer without end.
    if (isShut || !admits) return void answer(new DeviceEnded("This device sends nothing more."));
    waiting.push({ data, needs: ledger.last() });
    answer();
    release();
    if (waiting.length > mostFrames) overflow();
  };
  ledger.onStored(() => {
    if (!isShut) release();
  });
  return {
    admitNoMore() {
      admits = false;
    },
    shut() {
      isShut = true;
      waiting = [];
    },
  };
}

/** Baileys keeps it to itself. */
export function rawSocketOf(sock: WASocket): RawSocket {
  const raw: unknown = Reflect.get(sock.ws, "socket");
  if (!isRawSocket(raw))
    throw new Error("Baileys has no socket where it is looked for; its version must have changed.");
  return raw;
}

function isRawSocket(raw: unknown): raw is RawSocket {
  return (
    typeof raw === "object" &&
    raw !== null &&
    ["send", "terminate", "pause", "resume"].every((name) => typeof Reflect.get(raw, name) === "function")
  );
}
