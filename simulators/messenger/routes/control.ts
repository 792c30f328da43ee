import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { serveFaults } from "#simulators/shared/serve-faults.ts";
import { faultSchema } from "../faults.ts";
import { announceChange, type World } from "../state/world.ts";
import { serveApps } from "./apps.ts";
import { servePages } from "./pages.ts";
import { presentState } from "./present.ts";

const since = z.object({ since: z.coerce.number().default(0) });
const HOUR = 60 * 60 * 1000;

/** The state, the clock, the faults and the log of calls, for the page and for other processes. */
export function serveControl(server: FastifyInstance, world: World): void {
  server.get("/control/state", () => presentState(world));
  server.get("/control/requests", (request) => {
    const { since: from } = since.parse(request.query);
    return world.requests.filter(({ at }) => at > from);
  });
  server.get("/control/deliveries", (request) => {
    const { since: from } = since.parse(request.query);
    return world.deliveries.filter(({ at }) => at > from);
  });
  server.post("/control/time", (request) => {
    const { hours } = z
      .object({
        hours: z
          .number()
          .min(0)
          .max(24 * 366),
      })
      .parse(request.body);
    world.advancedMs += hours * HOUR;
    announceChange(world, { kind: "time" });
    return { now: world.clock().toISOString() };
  });
  serveApps(server, world);
  servePages(server, world);
  serveFaults(server, world.faults, faultSchema);
}
