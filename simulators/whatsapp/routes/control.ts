import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { faultSchema } from "../faults.ts";
import type { World } from "../state/world.ts";
import { presentState } from "./present.ts";

const CODES = [401, 403, 408, 411, 428, 440, 500, 503, 515] as const;
const line = z.object({ number: z.string().optional() });
const ending = line.extend({ code: z.literal(CODES, `Choose one of ${CODES.join(", ")}.`) });

/** The state, the log of stanzas and the faults, for the page and for other processes. */
export function serveControl(app: FastifyInstance, world: World): void {
  app.get("/control/state", () => presentState(world));
  app.get("/control/stanzas", (request) => {
    const { since } = z.object({ since: z.coerce.number().default(0) }).parse(request.query);
    return world.stanzas.filter(({ at }) => at > since);
  });
  serveFaults(app, world);
  serveBlows(app, world);
}

function serveFaults(app: FastifyInstance, world: World): void {
  app.get("/control/faults", () => world.faults.list());
  app.post("/control/faults", (request) => {
    world.faults.add(faultSchema.parse(request.body));
    return world.faults.list();
  });
  app.delete("/control/faults", () => {
    world.faults.clear();
    return world.faults.list();
  });
  app.delete("/control/faults/:id", (request) => {
    world.faults.remove(z.object({ id: z.coerce.number() }).parse(request.params).id);
    return world.faults.list();
  });
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
