import { streamLive } from "#contract/live.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";
import type { LiveHub } from "#server/platform/live/live-hub.ts";

/** The route of the event stream. */
export function liveRoutes(live: LiveHub): Route[] {
  return [
    serve(streamLive, async ({ caller, request, reply }) => {
      // Who asks for the headers alone would wait for an end that never comes.
      if (request.method === "HEAD") return reply.type("text/event-stream; charset=utf-8").send();
      reply.hijack();
      reply.raw.writeHead(200, {
        ...headersOf(reply.getHeaders()),
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      live.connect(caller, reply.raw);
      return reply;
    }),
  ];
}

/** The security headers that hooks have set already; a hijacked reply does not send them by itself. */
function headersOf(
  headers: Record<string, number | string | string[] | undefined>,
): Record<string, number | string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
