import {
  type AuthenticationCreds,
  type ConnectionState,
  initAuthCreds,
  makeWASocket,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStore,
  type UserFacingSocketConfig,
  WA_CERT_DETAILS,
  type WAMessage,
  type WASocket,
} from "baileys";
import { pino } from "pino";
import { expect, onTestFinished, vi } from "vitest";
import { type SimulatedPhone, startWhatsApp, type WhatsAppOptions, type WhatsAppSimulator } from "./start-whatsapp.ts";

/** A simulator with the company's phone and a customer's, for one test. */
export async function setUp(options: WhatsAppOptions = {}) {
  // The client's libsignal prints its sessions, keys included.
  for (const method of ["info", "warn", "error"] as const) vi.spyOn(console, method).mockImplementation(() => {});
  const whatsapp = await startWhatsApp(options);
  onTestFinished(() => whatsapp.close());
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(whatsapp.rootKey, "hex");
  const shop = whatsapp.phone({ number: "+34 600 111 222", name: "Ortiz Shop" });
  const ana = whatsapp.phone({ number: "+34 611 222 333", name: "Ana Ruiz" });
  return { whatsapp, shop, ana };
}

/** An unmodified Baileys with its keys in memory. It stays what it is over any number of sockets. */
export class Client {
  readonly creds: AuthenticationCreds = initAuthCreds();
  readonly keys: SignalKeyStore = memoryKeys();
  /** Of the socket that is open now. */
  updates: Partial<ConnectionState>[] = [];
  /** Of all sockets, in the order of the events. */
  readonly messages: WAMessage[] = [];
  readonly statuses = new Map<string, number>();
  readonly changes: { id: string; update: object }[] = [];
  socket: WASocket;
  readonly #whatsapp: WhatsAppSimulator;
  readonly #config: Partial<UserFacingSocketConfig>;

  constructor(whatsapp: WhatsAppSimulator, config: Partial<UserFacingSocketConfig> = {}) {
    this.#whatsapp = whatsapp;
    this.#config = config;
    this.socket = this.connect();
    onTestFinished(() => this.socket.end(undefined));
  }

  /** A new socket with the same keys. */
  connect(): WASocket {
    this.updates = [];
    const { updates } = this;
    this.socket = makeWASocket({
      auth: { creds: this.creds, keys: this.keys },
      waWebSocketUrl: this.#whatsapp.webSocketUrl,
      logger: pino({ level: process.env.BAILEYS_LOG ?? "silent" }),
      retryRequestDelayMs: 1,
      getMessage: async () => undefined,
      ...this.#config,
    });
    this.socket.ev.on("creds.update", (update) => Object.assign(this.creds, update));
    this.socket.ev.on("connection.update", (update) => updates.push(update));
    this.socket.ev.on("messages.upsert", ({ messages }) => {
      this.messages.push(...messages);
      for (const { key, status } of messages) this.#note(key.id, status);
    });
    this.socket.ev.on("messages.update", (changes) => {
      for (const { key, update } of changes) {
        this.#note(key.id, update.status);
        this.changes.push({ id: key.id ?? "", update });
      }
    });
    return this.socket;
  }

  /** The QR code on the screen. */
  async qr(): Promise<string> {
    await vi.waitFor(() => expect(this.updates.some(({ qr }) => qr)).toBe(true), PATIENCE);
    return this.updates.findLast(({ qr }) => qr)?.qr ?? "";
  }

  /** The code with which the socket was closed. */
  async closed(): Promise<number | undefined> {
    await vi.waitFor(() => expect(this.updates.some(({ connection }) => connection === "close")).toBe(true), PATIENCE);
    const error = this.updates.findLast(({ connection }) => connection === "close")?.lastDisconnect?.error;
    return error && "output" in error ? statusOf(error.output) : undefined;
  }

  async opened(): Promise<void> {
    await vi.waitFor(
      () => expect(this.updates.some((update) => update.receivedPendingNotifications === true)).toBe(true),
      PATIENCE,
    );
  }

  /** The texts that came, in order; drafts without a message are left out. */
  texts(): string[] {
    return this.messages.flatMap(({ key, message }) =>
      key.fromMe ? [] : (message?.conversation ?? message?.extendedTextMessage?.text ?? []),
    );
  }

  #note(id: string | null | undefined, status: number | null | undefined): void {
    if (!id || typeof status !== "number") return;
    // The draft of a message, with status 1, may come after its first receipt. 0 is an error, and final.
    const before = this.statuses.get(id);
    if (before !== 0) this.statuses.set(id, status === 0 ? 0 : Math.max(status, before ?? 0));
  }
}

/** A client that is linked to this phone and connected. */
export async function linkedClient(
  whatsapp: WhatsAppSimulator,
  phone: SimulatedPhone,
  config: Partial<UserFacingSocketConfig> = {},
): Promise<Client> {
  const client = new Client(whatsapp, config);
  await phone.scan(await client.qr());
  await client.closed();
  client.connect();
  await client.opened();
  await vi.waitFor(() => expect(client.creds.accountSyncCounter).toBe(1), PATIENCE);
  return client;
}

/** How long tests of this simulator wait for something. */
export const PATIENCE = { timeout: 30_000, interval: 5 };

function statusOf(output: unknown): number | undefined {
  return typeof output === "object" &&
    output !== null &&
    "statusCode" in output &&
    typeof output.statusCode === "number"
    ? output.statusCode
    : undefined;
}

type Shelves = { [T in keyof SignalDataTypeMap]: Map<string, SignalDataTypeMap[T]> };

function memoryKeys(): SignalKeyStore {
  const shelves: Shelves = {
    "pre-key": new Map(),
    session: new Map(),
    "sender-key": new Map(),
    "sender-key-memory": new Map(),
    "app-state-sync-key": new Map(),
    "app-state-sync-version": new Map(),
    "lid-mapping": new Map(),
    "device-list": new Map(),
    tctoken: new Map(),
    "identity-key": new Map(),
  };
  const put = <T extends keyof SignalDataTypeMap>(type: T, rows: NonNullable<SignalDataSet[T]>) => {
    for (const [id, value] of Object.entries(rows)) {
      if (value === null) shelves[type].delete(id);
      else shelves[type].set(id, value);
    }
  };
  return {
    get(type, ids) {
      const shelf: Map<string, SignalDataTypeMap[typeof type]> = shelves[type];
      return Object.fromEntries(
        ids.flatMap((id) => {
          const value = shelf.get(id);
          return value === undefined ? [] : [[id, value]];
        }),
      );
    },
    set(data) {
      for (const type of TYPES) {
        const rows = data[type];
        if (rows) put(type, rows);
      }
    },
  };
}

const TYPES = [
  "pre-key",
  "session",
  "sender-key",
  "sender-key-memory",
  "app-state-sync-key",
  "app-state-sync-version",
  "lid-mapping",
  "device-list",
  "tctoken",
  "identity-key",
] as const;
