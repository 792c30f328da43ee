import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { ConnectionError } from "fastify";
import { problemOf, Refusal } from "#server/platform/errors/refusal.ts";

/**
 * Answers what Node cannot read as a request, because its head is broken, too long, or does not end. The framework and its
 * hooks never see these, so their headers are written here.
 */
export function answerUnreadable(publicUrl: URL | null): (error: ConnectionError, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === "ECONNRESET" || socket.destroyed) return;
    if (socket.writable) socket.write(answerOf(refusalOf(error.code), publicUrl));
    socket.destroy(error);
  };
}

function refusalOf(code: string): Refusal {
  if (code === "HPE_HEADER_OVERFLOW")
    return new Refusal(431, "too_long", "The address or the headers of this request are too long.", {
      detail: "Send less in them. If a browser sent this, delete the cookies of this site and try again.",
    });
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return new Refusal(408, "too_slow", "This request did not arrive in time.", { detail: "Send it again." });
  return new Refusal(400, "bad_request", "This is not a request that can be read.", { detail: "Send HTTP/1.1." });
}

function answerOf(refusal: Refusal, publicUrl: URL | null): string {
  const body = JSON.stringify(problemOf(refusal));
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    "Connection: close",
    "Content-Type: application/problem+json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Cache-Control: no-store",
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
    ...(publicUrl?.protocol === "https:" ? [`Strict-Transport-Security: max-age=${yearOfSeconds}`] : []),
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

/** How long browsers stay with https once they have seen it. */
export const yearOfSeconds = 31_536_000;
