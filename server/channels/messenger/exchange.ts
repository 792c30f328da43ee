import { type IncomingMessage, request as overPlain } from "node:http";
import { request as overTls } from "node:https";
import { buffer } from "node:stream/consumers";
import { capContent } from "#server/media/cap-content.ts";

/** A request as it leaves this machine. */
export interface Parcel {
  readonly verb: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** What came back, whole. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Nothing has left this machine, so nothing was done. */
export class NotReached extends Error {}

const connectMilliseconds = 3_500;
// Answers are a few hundred bytes, a list of pages some ten thousand.
const mostBytes = 4_000_000;

/**
 * One request on a connection of its own. On one that was kept, nobody could tell whether a request arrived that left just as the other
 * side closed it. Follows no redirect. Rejects with {@link NotReached} as long as no connection stood.
 */
export function exchange(address: URL, { verb, headers, body }: Parcel, signal: AbortSignal): Promise<Reply> {
  const isTls = address.protocol === "https:";
  return new Promise((resolve, reject) => {
    let isConnected = false;
    const length = { "content-length": String(body?.length ?? 0) };
    const options = { method: verb, headers: { ...headers, ...length }, agent: false, signal };
    const request = (isTls ? overTls : overPlain)(address, options);
    const giveUp = setTimeout(() => request.destroy(new Error("No connection came about.")), connectMilliseconds);
    request.once("socket", (socket) => {
      socket.once(isTls ? "secureConnect" : "connect", () => {
        isConnected = true;
        clearTimeout(giveUp);
      });
    });
    request.once("close", () => clearTimeout(giveUp));
    request.once("error", (cause) => reject(isConnected ? cause : new NotReached("Nobody was reached.", { cause })));
    request.once("response", (response) => readReply(response).then(resolve, reject));
    request.end(body ?? undefined);
  });
}

async function readReply(response: IncomingMessage): Promise<Reply> {
  const text = (await buffer(capContent(response, mostBytes))).toString("utf8");
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) headers.set(name, String(value));
  return { status: response.statusCode ?? 0, headers, text };
}
