import type { WASocket } from "baileys";
import type { Connection, ConnectionHooks } from "#server/channels/adapter.ts";
import { onAbort } from "#server/channels/running/wait.ts";
import { type Baileys, loadBaileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";
import { type HeldDevice, NotTheHolder } from "#server/channels/whatsapp/device/commit-changes.ts";
import { type DeviceStore, openDeviceStore } from "#server/channels/whatsapp/device/device-store.ts";
import { type LoadedDevice, loadDevice } from "#server/channels/whatsapp/device/load-device.ts";
import { ownAccount } from "#server/channels/whatsapp/device/own-account.ts";
import { DamagedDevice, sealDevice } from "#server/channels/whatsapp/device/seal-device.ts";
import { easeFlow, type Flow } from "#server/channels/whatsapp/line/ease-flow.ts";
import { type HandOver, replayJournal, startHandOver } from "#server/channels/whatsapp/line/hand-over.ts";
import { type HeldFrames, holdFrames, rawSocketOf } from "#server/channels/whatsapp/line/hold-frames.ts";
import type { SocketEnd } from "#server/channels/whatsapp/line/judge-end.ts";
import { type Envelopes, envelopes } from "#server/channels/whatsapp/line/keep-messages.ts";
import { keepStanza } from "#server/channels/whatsapp/line/keep-stanzas.ts";
import { openSocket } from "#server/channels/whatsapp/line/open-socket.ts";
import { watchHistory } from "#server/channels/whatsapp/line/watch-history.ts";
import { type WatchedSocket, watchSocket } from "#server/channels/whatsapp/line/watch-socket.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";
import type { LiveDevices } from "#server/channels/whatsapp/live-devices.ts";
import { type SentPayloads, sentPayloads } from "#server/channels/whatsapp/send/sent-payloads.ts";
import type { WhatsAppParts } from "#server/channels/whatsapp/whatsapp-parts.ts";
import type { Context } from "#server/context.ts";

/** Where a session runs. */
export interface SessionGround {
  readonly parts: WhatsAppParts;
  readonly devices: LiveDevices;
  readonly connection: Connection;
  readonly hooks: ConnectionHooks;
  /** Hears each round trip, the first right after the device has logged in. */
  proven(milliseconds: number): void;
}

/**
 * How a session ended. `closed`: the socket did, and how; `opened` is how many milliseconds it had been logged in. `none`: there is no
 * device. `not_held`: the line is another process's. `damaged`: what is stored cannot be read. `unstored`: what was learned could not
 * be stored, and is learned again. `stopped`: we were asked to.
 */
export type SessionEnd =
  | { readonly kind: "closed"; readonly end: SocketEnd; readonly opened: number; readonly device: HeldDevice }
  | { readonly kind: "none" | "not_held" | "damaged" | "unstored" | "stopped" };

/** Runs one connection of a device from its begin to its end. */
export async function runSession(ground: SessionGround): Promise<SessionEnd> {
  const { parts, connection, hooks } = ground;
  const context = parts.contextOf(connection.workspaceId);
  const { channelId } = connection;
  const seal = sealDevice(parts.secrets, channelId);
  try {
    const device = await loadDevice(context, seal, { channelId, holder: parts.membership.id });
    if (typeof device === "string") return { kind: device };
    const journal = { context, seal, channelId };
    await replayJournal(journal, ownAccount(device.creds), hooks, hooks.signal);
    const baileys = await loadBaileys(parts.config.whatsappRootKey);
    if (hooks.signal.aborted) return { kind: "stopped" };
    const store = await openDeviceStore({ context, seal, baileys, times: parts.times, device });
    const handOver = startHandOver(journal, ownAccount(device.creds), hooks);
    return await runSocket(ground, { context, baileys, device, store, handOver });
  } catch (error) {
    if (error instanceof DamagedDevice) return { kind: "damaged" };
    throw error;
  }
}

interface HeldSession {
  readonly context: Context;
  readonly baileys: Baileys;
  readonly device: LoadedDevice;
  readonly store: DeviceStore;
  readonly handOver: HandOver;
}

/** A socket with everything that stands between it and the house. */
interface HeldSocket {
  readonly sock: WASocket;
  readonly frames: HeldFrames;
  readonly flow: Flow;
  readonly sources: Envelopes;
  readonly payloads: SentPayloads;
  /** Aborted when the session is over. */
  readonly ended: AbortController;
  readonly over: Promise<SessionEnd>;
  /** Only the first word counts. */
  end(result: SessionEnd): void;
}

async function runSocket(ground: SessionGround, held: HeldSession): Promise<SessionEnd> {
  const { hooks } = ground;
  const { store, handOver } = held;
  const socket = holdSocket(ground, held);
  const watched = watchHeld(ground, held, socket);
  const deaf = onAbort(hooks.signal, () => socket.end({ kind: "stopped" }));
  const result = await socket.over;
  deaf();
  socket.ended.abort();
  // What has been decrypted is stored and acknowledged; what comes in meanwhile is delivered again on the next connection.
  socket.frames.admitNoMore();
  await store.close();
  socket.frames.shut();
  await watched.end();
  await handOver.close();
  return result;
}

/** Opens the socket, holds its frames before anything else can happen, and connects what is stored with what is handed over. */
function holdSocket({ parts, hooks }: SessionGround, held: HeldSession): HeldSocket {
  const { context, baileys, store, handOver, device } = held;
  const { promise: over, resolve: end } = Promise.withResolvers<SessionEnd>();
  const payloads = sentPayloads(context, { secrets: parts.secrets, baileys }, device.channelId);
  const sources = envelopes(context.clock);
  const sock = openSocket({ parts, baileys, store, envelopes: sources, payloads, log: hooks.log });
  const frames = holdFrames(sock, store, () => end({ kind: "unstored" }));
  const flow = easeFlow(rawSocketOf(sock), () => store.backlog() + handOver.backlog());
  store.failed.addEventListener("abort", () => {
    frames.shut();
    end(endOfStore(store.failed.reason, hooks.log));
  });
  store.onEntries((entries) => handOver.take(entries));
  store.onStored(flow.look);
  handOver.onPassed(flow.look);
  return { sock, frames, flow, sources, payloads, ended: new AbortController(), over, end };
}

function watchHeld(ground: SessionGround, held: HeldSession, socket: HeldSocket): WatchedSocket {
  const { parts, hooks } = ground;
  const { context, store, handOver, device } = held;
  const { sock, flow, sources, payloads, end } = socket;
  const ended = socket.ended.signal;
  const places = { store, envelopes: sources, clock: context.clock, hand: handOver.hand };
  const toHouse = { hooks, hand: handOver.hand, backlog: handOver.backlog, ended };
  sock.ev.on("creds.update", ({ me }) => void (me?.name && hooks.reportName(me.name)));
  watchHistory({ sock, context, channelId: device.channelId, me: ownAccount(device.creds), ...toHouse });
  let openedAt: number | null = null;
  return watchSocket(sock, parts.times, {
    stanza(stanza) {
      if (!store.failed.aborted && !ended.aborted) keepStanza(places, stanza);
      flow.look();
    },
    open() {
      openedAt = performance.now();
      ground.devices.add(liveDevice(ground, held, { sock, payloads, ended }));
    },
    proven: ground.proven,
    isHeldUp: flow.isHeldUp,
    ended: (socketEnd) =>
      end({ kind: "closed", end: socketEnd, opened: openedAt === null ? 0 : performance.now() - openedAt, device }),
  });
}

function endOfStore(error: unknown, log: ConnectionHooks["log"]): SessionEnd {
  if (error instanceof NotTheHolder) return { kind: "not_held" };
  if (error instanceof DamagedDevice) return { kind: "damaged" };
  log.warn({ err: error }, "What a linked device learned could not be stored; its connection ends and begins anew");
  return { kind: "unstored" };
}

function liveDevice(
  { parts, connection, hooks }: SessionGround,
  { context, baileys, device, store, handOver }: HeldSession,
  socket: Pick<LiveDevice, "sock" | "payloads" | "ended">,
): LiveDevice {
  return {
    ...{ connection, context, baileys, ...socket },
    log: hooks.log,
    times: parts.times,
    files: parts.files,
    me: ownAccount(device.creds),
    stored: store.settled,
    hand: handOver.hand,
  };
}
