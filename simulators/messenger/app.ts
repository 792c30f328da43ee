import { join } from "node:path";
import multipart from "@fastify/multipart";
import fastify, { type FastifyInstance } from "fastify";
import { refuseOtherOrigins } from "#simulators/shared/refuse-other-origins.ts";
import { serveLive } from "#simulators/shared/serve-live.ts";
import { servePage } from "#simulators/shared/serve-page.ts";
import { serveCdn } from "./routes/cdn.ts";
import { serveControl } from "./routes/control.ts";
import { serveDialog } from "./routes/dialog.ts";
import { serveGraphApi } from "./routes/graph-api.ts";
import { servePhones } from "./routes/phones.ts";
import type { World } from "./state/world.ts";

/** Somewhat more than the 25 MB that are allowed, so that too large files are refused in Meta's words. */
const LARGEST_UPLOAD = 30 * 1024 * 1024;

/** The web server of the simulator: Graph API, login dialog, CDN, the control endpoints and the page. */
export async function createServer(world: World): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: LARGEST_UPLOAD,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  await server.register(multipart, { limits: { fileSize: LARGEST_UPLOAD, fieldSize: 1024 * 1024 } });
  acceptEveryBody(server);
  cutConnectionsWhenDown(server, world);
  serveDialog(server, world);
  serveGraphApi(server, world);
  serveCdn(server, world);
  await server.register(async (control) => {
    refuseOtherOrigins(control);
    serveControl(control, world);
    servePhones(control, world);
    serveLive(control, world);
  });
  servePage(server, join(import.meta.dirname, "page"));
  server.setNotFoundHandler((request, reply) => {
    const message = `Unknown path components: ${request.url.split("?")[0]}`;
    return reply.code(404).send({ error: { message, type: "OAuthException", code: 2500, fbtrace_id: "A" } });
  });
  return server;
}

/** Graph reads JSON and forms, and takes no offence at an empty body. */
function acceptEveryBody(server: FastifyInstance): void {
  server.removeContentTypeParser("application/json");
  server.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    if (body === "") return done(null, {});
    try {
      done(null, JSON.parse(body.toString()));
    } catch {
      done(Object.assign(new Error("(#100) The body is not JSON"), { statusCode: 400 }));
    }
  });
  server.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
    done(null, formOf(new URLSearchParams(body.toString()))),
  );
  server.setErrorHandler((error, _request, reply) => {
    const status = hasStatus(error) ? error.statusCode : 500;
    const message = error instanceof Error ? error.message : "An unknown error occurred";
    const code = status === 500 ? 1 : 100;
    return reply.code(status).send({ error: { message, type: "GraphMethodException", code, fbtrace_id: "A" } });
  });
}

/** What comes once is a text, what comes several times a list. */
function formOf(form: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
}

function hasStatus(error: unknown): error is { statusCode: number } {
  return typeof error === "object" && error !== null && "statusCode" in error && typeof error.statusCode === "number";
}

/** Calls that are open when the simulator goes down are cut off too. */
function cutConnectionsWhenDown(server: FastifyInstance, world: World): void {
  const open = new Set<() => void>();
  world.faults.onAdd((fault) => {
    if (fault.kind === "down") for (const cut of open) cut();
  });
  server.addHook("onRequest", async (request, reply) => {
    if (!/^\/(v\d|cdn\/)/.test(request.url)) return;
    const cut = () => void request.raw.socket.destroy();
    open.add(cut);
    reply.raw.once("close", () => open.delete(cut));
  });
}
