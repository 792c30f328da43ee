import { streamLive } from "#contract/live.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";
import { takeOver } from "#server/platform/http/take-over.ts";
import type { LiveHub } from "#server/platform/live/live-hub.ts";

const eventStream = "text/event-stream; charset=utf-8";

/** The route of the event stream. */
export function liveRoutes(live: LiveHub): Route[] {
  return [
    serve(streamLive, async ({ caller, request, reply }) => {
      // Who asks for the headers alone would wait for an end that never comes.
      if (request.method === "HEAD") return reply.type(eventStream).send();
      live.connect(caller, takeOver(reply, eventStream));
      return reply;
    }),
  ];
}
