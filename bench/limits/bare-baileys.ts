import { readFileSync, writeFileSync } from "node:fs";
import makeWASocket, {
  type AuthenticationState,
  BufferJSON,
  DisconnectReason,
  initAuthCreds,
  type SignalDataSet,
  WA_CERT_DETAILS,
} from "baileys";
import Fastify from "fastify";
import { pino } from "pino";
import { memoryKeys } from "#server/channels/whatsapp/link/memory-keys.ts";

/**
 * What is possible on a linked phone: Baileys alone, which keeps everything in memory and counts messages. Started as
 * `node bare-baileys.ts <address of the web socket> <root key> <file>`; prints its address. The file brings the device from one start
 * to the next; it is written at SIGTERM. `GET /state` answers the code to scan, whether the line is open, and how many messages came in.
 */
const [waWebSocketUrl = "", rootKey = "", file = ""] = process.argv.slice(2);
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(rootKey, "hex");
// libsignal prints its sessions.
console.info = () => undefined;
const http = Fastify();
const { auth, keep } = memoryState();
let code = "";
let received = 0;
let isOpen = false;

http.get("/state", () => ({ code, received, isOpen }));
process.once("SIGTERM", () => {
  keep();
  process.exit(0);
});

connect();
console.log(await http.listen({ port: 0, host: "127.0.0.1" }));

function connect(): void {
  const socket = makeWASocket({ auth, waWebSocketUrl, logger: pino({ level: "silent" }) });
  socket.ev.on("creds.update", (change) => void Object.assign(auth.creds, change));
  socket.ev.on("connection.update", ({ qr, connection, lastDisconnect }) => {
    code = qr ?? code;
    if (connection) isOpen = connection === "open";
    const error = lastDisconnect?.error;
    // A device that was just linked has to connect once more.
    if (connection === "close" && error && "output" in error && isRestart(error.output)) connect();
  });
  socket.ev.on("messages.upsert", ({ messages }) => {
    received += messages.filter(({ key, message }) => !key.fromMe && message).length;
  });
}

function isRestart(output: unknown): boolean {
  return (
    typeof output === "object" &&
    output !== null &&
    "statusCode" in output &&
    output.statusCode === DisconnectReason.restartRequired
  );
}

/** The device of the file, or a new one, in memory; `keep` writes the file. */
function memoryState(): { auth: AuthenticationState; keep: () => void } {
  const { creds, kept } = remembered();
  const keys = memoryKeys();
  keys.set(kept);
  return {
    auth: { creds, keys },
    keep: () => writeFileSync(file, JSON.stringify({ creds, kept: keys.all() }, BufferJSON.replacer)),
  };
}

function remembered(): { creds: AuthenticationState["creds"]; kept: SignalDataSet } {
  try {
    return JSON.parse(readFileSync(file, "utf8"), BufferJSON.reviver);
  } catch {
    return { creds: initAuthCreds(), kept: {} };
  }
}
