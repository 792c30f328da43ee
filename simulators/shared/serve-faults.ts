import type { FastifyInstance } from "fastify";
import { z } from "zod";

type Faults<Fault> = {
  add: (fault: Fault) => unknown;
  clear: () => void;
  remove: (id: number) => void;
  list: () => unknown[];
};

/** Lets pages and other processes see which faults are on, switch some on, and off again. */
export function serveFaults<Fault>(app: FastifyInstance, faults: Faults<Fault>, schema: z.ZodType<Fault>): void {
  app.get("/control/faults", () => faults.list());
  app.post("/control/faults", (request) => {
    faults.add(schema.parse(request.body));
    return faults.list();
  });
  app.delete("/control/faults", () => {
    faults.clear();
    return faults.list();
  });
  app.delete("/control/faults/:id", (request) => {
    faults.remove(z.object({ id: z.coerce.number() }).parse(request.params).id);
    return faults.list();
  });
}
