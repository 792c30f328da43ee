import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { serveFaults } from "#simulators/shared/serve-faults.ts";
import { closeCodes, faultSchema } from "../faults.ts";
import type { World } from "../state/world.ts";
import { presentState } from "./present.ts";

const line = z.object({ number: z.string().optional() });
const ending = line.extend({ code: z.literal(closeCodes, `Choose one of ${closeCodes.join(", ")}.`) });

/** The state, the log of stanzas and the faults, for the page and for other processes. */
export function serveControl(app: FastifyInstance, world: World): void {
  app.get("/control/state", () => presentState(world));
  app.get("/control/stanzas", (request) => {
    const { since } = z.object({ since: z.coerce.number().default(0) }).parse(request.query);
    return world.stanzas.filter(({ at }) => at > since);
  });
  serveFaults(app, world.faults, faultSchema);
  serveBlows(app, world);
}

/** What strikes at once: connections that end, and files that are gone until somebody asks for them again. */
function serveBlows(app: FastifyInstance, world: World): void {
  app.post("/control/blows/drop", (request) => ({ struck: world.faults.drop(line.parse(request.body).number) }));
  app.post("/control/blows/close", (request) => {
    const { code, number } = ending.parse(request.body);
    return { struck: world.faults.close(code, number) };
  });
  app.post("/control/blows/expire-media", (request) => {
    const { status } = z.object({ status: z.literal([404, 410]).default(410) }).parse(request.body);
    return { struck: world.media.expireAll(status) };
  });
}
