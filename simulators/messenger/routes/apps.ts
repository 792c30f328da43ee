import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { simulatedApp } from "../login/simulated-app.ts";
import { appOf, createApp } from "../state/apps.ts";
import type { World } from "../state/world.ts";
import { connectWebhook } from "../webhook/connect-webhook.ts";
import { webhookFields } from "../webhook/push-event.ts";
import { presentApp } from "./present.ts";

const appParams = z.object({ appId: z.string() });
const about = {
  redirectUris: z.array(z.url("A redirect URI is a whole address.")).optional(),
  humanAgent: z.boolean().optional(),
  requireProof: z.boolean().optional(),
  deauthorizeUrl: z.url().optional(),
  dataDeletionUrl: z.url().optional(),
};
const newApp = z.object({
  name: z.string().trim().min(1, "An app needs a name."),
  id: z
    .string()
    .regex(/^\d{5,15}$/, "The id of an app has 5 to 15 digits.")
    .optional(),
  secret: z.string().min(8).optional(),
  ...about,
});
const webhook = z.object({
  url: z.url("The callback URL is a whole address."),
  verifyToken: z.string().min(1, "A verify token is needed."),
  fields: z.array(z.enum(webhookFields)).optional(),
});
const personRef = z.object({ personId: z.string() });
const APP = "/control/apps/:appId";

/** Apps as in Meta's dashboard: made, changed, their webhook and their callbacks. */
export function serveApps(server: FastifyInstance, world: World): void {
  const app = (request: FastifyRequest) => appOf(world, { id: appParams.parse(request.params).appId });
  server.post("/control/apps", (request) => presentApp(createApp(world, newApp.parse(request.body))));
  server.patch(APP, (request) => {
    const { redirectUris, humanAgent, requireProof, ...callbacks } = z.object(about).parse(request.body);
    const known = app(request);
    if (redirectUris) known.redirectUris = redirectUris;
    const handle = simulatedApp(world, known);
    handle.setRules({
      ...(humanAgent === undefined ? {} : { humanAgent }),
      ...(requireProof === undefined ? {} : { requireProof }),
    });
    Object.assign(known, callbacks);
    return presentApp(known);
  });
  server.post(`${APP}/redirect-uris`, (request) => {
    const { uri } = z.object({ uri: z.url("A redirect URI is a whole address.") }).parse(request.body);
    simulatedApp(world, app(request)).allowRedirect(uri);
    return presentApp(app(request));
  });
  server.put(`${APP}/webhook`, async (request) => {
    await connectWebhook(world, app(request), webhook.parse(request.body));
    return presentApp(app(request));
  });
  server.delete(`${APP}/webhook`, (request) => {
    simulatedApp(world, app(request)).removeWebhook();
    return presentApp(app(request));
  });
  server.post(`${APP}/connect`, (request) => {
    const { pageId } = z.object({ pageId: z.string() }).parse(request.body);
    return { token: simulatedApp(world, app(request)).connect({ id: pageId }) };
  });
  server.post(`${APP}/deliveries`, (request) => {
    const { body } = z.object({ body: z.string() }).parse(request.body);
    simulatedApp(world, app(request)).deliverRaw(body);
    return { pending: app(request).queue.pending() };
  });
  server.post(`${APP}/deauthorize`, (request) => {
    const { personId } = personRef.parse(request.body);
    return simulatedApp(world, app(request)).sendDeauthorize({ id: personId });
  });
  server.post(`${APP}/data-deletion`, (request) => {
    const { personId } = personRef.parse(request.body);
    return simulatedApp(world, app(request)).sendDataDeletion({ id: personId });
  });
}
