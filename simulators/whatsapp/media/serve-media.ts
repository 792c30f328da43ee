import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer, type Server, type Socket } from "node:net";
import { selfSignedCertificate } from "./certificate.ts";
import { sha256 } from "./encrypt-media.ts";
import type { MediaShelf } from "./media-host.ts";

type Place = { host: string; port: number; now: Date };
type Reply = { status: number; type: string; body: Buffer | string };

/** The first byte of a TLS handshake; plain HTTP begins with a letter. */
const TLS_HANDSHAKE = 0x16;
const LARGEST_UPLOAD = 128 * 1024 * 1024;

/** Serves the files over http and https on one port, so that one host name is right for uploads and downloads. */
export async function serveMedia(
  shelf: MediaShelf,
  { host, port, now }: Place,
): Promise<{ hostname: string; close: () => Promise<void> }> {
  const answer = (request: IncomingMessage, response: ServerResponse) => void answerRequest(shelf, request, response);
  const plain = createPlainServer(answer);
  const tls = createTlsServer(selfSignedCertificate(now), answer);
  const open = new Set<Socket>();
  const front = createServer((socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket)).on("error", () => socket.destroy());
    socket.once("data", (first) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === TLS_HANDSHAKE) return tls.emit("connection", socket);
      plain.emit("connection", socket);
      // TLS reads what was put back by itself; HTTP waits for it to flow.
      return socket.resume();
    });
  });
  await new Promise<void>((resolve, reject) => front.once("error", reject).listen(port, host, resolve));
  return { hostname: `${host === "0.0.0.0" ? "127.0.0.1" : host}:${portOf(front)}`, close: () => close(front, open) };
}

async function answerRequest(shelf: MediaShelf, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://media");
  const method = request.method === "POST" ? "POST" : "GET";
  const reply = method === "POST" ? takeUpload(shelf, url, await bodyOf(request)) : giveFile(shelf, url);
  shelf.requests.push({ method, path: url.pathname, status: reply.status });
  const length = Buffer.byteLength(reply.body);
  response.writeHead(reply.status, { "content-type": reply.type, "content-length": length }).end(reply.body);
}

function giveFile(shelf: MediaShelf, { pathname }: URL): Reply {
  const file = shelf.files.get(pathname);
  if (!file || file.gone) return { status: file?.gone ?? 404, type: "text/plain", body: "" };
  return { status: 200, type: "application/octet-stream", body: file.body };
}

/** `/mms/<kind>/<hash>?auth=…&token=<hash>`, where the hash is the SHA-256 of what is uploaded. */
function takeUpload(shelf: MediaShelf, { pathname, searchParams }: URL, body: Buffer): Reply {
  const hash = /^\/mms\/(?:image|video|audio|document|md-app-state)\/([\w-]+)$/.exec(pathname)?.[1];
  if (searchParams.get("auth") !== shelf.auth) return refusal(401, "The upload is not authorised.");
  if (hash === undefined || searchParams.get("token") !== hash) return refusal(404, "This is no place for an upload.");
  if (body.length > LARGEST_UPLOAD) return refusal(413, "The file is too large.");
  if (sha256(body).toString("base64url") !== hash) return refusal(400, "The file is not the one that was announced.");
  const directPath = shelf.store(body);
  return json(200, { url: shelf.urlOf(directPath), direct_path: directPath });
}

function refusal(status: number, message: string): Reply {
  return json(status, { error: { code: status, message } });
}

function json(status: number, body: object): Reply {
  return { status, type: "application/json", body: JSON.stringify(body) };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The media host listens on no port.");
  return address.port;
}

function close(front: Server, open: Set<Socket>): Promise<void> {
  for (const socket of open) socket.destroy();
  return new Promise((resolve) => front.close(() => resolve()));
}
