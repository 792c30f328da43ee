import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { serveFaults } from "#simulators/shared/serve-faults.ts";
import { writeAsCrowd } from "../customer/crowd.ts";
import { botOf } from "../customer/customer.ts";
import { faultSchema } from "../faults.ts";
import { createBot, issueNewToken, revokeToken } from "../state/bots.ts";
import { createPerson } from "../state/people.ts";
import { pushRawUpdate } from "../state/updates.ts";
import type { World } from "../state/world.ts";
import { presentBot, presentState } from "./present.ts";

const botParams = z.object({ botId: z.coerce.number() });
const newBot = z.object({ username: z.string().trim(), name: z.string().trim().min(1), token: z.string().optional() });
const newCustomer = z.object({
  firstName: z.string().trim().min(1, "A customer needs a first name."),
  lastName: z.string().trim().optional(),
  username: z.string().trim().optional(),
  languageCode: z.string().trim().optional(),
});
const crowd = z.object({ customers: z.int().min(1).max(10_000), messages: z.int().min(0).max(100_000) });

/** Bots, customers, faults and the log of calls, for the page and for other processes. */
export function serveControl(app: FastifyInstance, world: World): void {
  app.get("/control/state", () => presentState(world));
  app.get("/control/requests", (request) => {
    const { since } = z.object({ since: z.coerce.number().default(0) }).parse(request.query);
    return world.requests.filter((call) => call.at > since);
  });
  app.post("/control/customers", (request) => createPerson(world, newCustomer.parse(request.body)).user);
  serveBots(app, world);
  serveFaults(app, world.faults, faultSchema);
}

function serveBots(app: FastifyInstance, world: World): void {
  const named = (params: unknown) => botOf(world, { id: botParams.parse(params).botId });
  app.post("/control/bots", (request) => presentBot(createBot(world, newBot.parse(request.body))));
  app.post("/control/bots/:botId/token", (request) => ({ token: issueNewToken(world, named(request.params)) }));
  app.delete("/control/bots/:botId/token", (request) => {
    revokeToken(world, named(request.params));
    return { revoked: true };
  });
  app.post("/control/bots/:botId/updates", (request) => ({
    updateId: pushRawUpdate(world, named(request.params), request.body),
  }));
  app.post("/control/bots/:botId/crowd", (request) =>
    writeAsCrowd(world, named(request.params), crowd.parse(request.body)),
  );
}
