import makeWASocket, {
  type AuthenticationState,
  DisconnectReason,
  initAuthCreds,
  makeCacheableSignalKeyStore,
  WA_CERT_DETAILS,
} from "baileys";
import Fastify from "fastify";
import { pino } from "pino";

/**
 * What is possible on a linked phone: Baileys alone, which keeps everything in memory and counts messages. Started as
 * `node bare-baileys.ts <address of the web socket> <root key>`; prints its address. `GET /code` answers the code to scan,
 * `GET /received` how many messages have come in.
 */
const [waWebSocketUrl = "", rootKey = ""] = process.argv.slice(2);
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(rootKey, "hex");
// libsignal prints its sessions.
console.info = () => undefined;
const http = Fastify();
const auth = memoryState();
let code = "";
let received = 0;
let isOpen = false;

http.get("/code", () => ({ code }));
http.get("/received", () => ({ received, isOpen }));

connect();
console.log(await http.listen({ port: 0, host: "127.0.0.1" }));

function connect(): void {
  const socket = makeWASocket({ auth, waWebSocketUrl, logger: pino({ level: "silent" }) });
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

/** What Baileys caches it remembers for five minutes, longer than any of our runs; behind the cache is nothing. */
function memoryState(): AuthenticationState {
  return { creds: initAuthCreds(), keys: makeCacheableSignalKeyStore({ get: () => ({}), set: () => undefined }) };
}
