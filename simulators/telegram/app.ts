import { join } from "node:path";
import multipart from "@fastify/multipart";
import fastify, { type FastifyInstance } from "fastify";
import { refuseOtherOrigins } from "#simulators/shared/refuse-other-origins.ts";
import { serveLive } from "#simulators/shared/serve-live.ts";
import { servePage } from "#simulators/shared/serve-page.ts";
import { serveBotApi } from "./routes/bot-api.ts";
import { serveControl } from "./routes/control.ts";
import { serveDownloads } from "./routes/downloads.ts";
import { servePhones } from "./routes/phones.ts";
import type { World } from "./state/world.ts";

/** Bots may upload files up to 50 MB: https://core.telegram.org/bots/api#sending-files */
const LARGEST_UPLOAD = 50 * 1024 * 1024;

/** The web server of the simulator: the Bot API, the control endpoints and the page. */
export async function createApp(world: World): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: LARGEST_UPLOAD + 1024 * 1024, forceCloseConnections: true });
  await app.register(multipart, { limits: { fileSize: LARGEST_UPLOAD, fieldSize: 1024 * 1024 } });
  acceptEveryBody(app);
  cutConnectionsWhenDown(app, world);
  serveBotApi(app, world);
  serveDownloads(app, world);
  await app.register(async (control) => {
    refuseOtherOrigins(control);
    serveControl(control, world);
    servePhones(control, world);
    serveLive(control, world);
  });
  servePage(app, join(import.meta.dirname, "page"));
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ ok: false, error_code: 404, description: "Not Found" }),
  );
  return app;
}

/** Telegram reads JSON and forms, and takes no offence at an empty body. */
function acceptEveryBody(app: FastifyInstance): void {
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    if (body === "") return done(null, {});
    try {
      done(null, JSON.parse(body.toString()));
    } catch {
      done(Object.assign(new Error("Bad Request: can't parse JSON object"), { statusCode: 400 }));
    }
  });
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );
  app.setErrorHandler((error, _request, reply) => {
    const errorCode = hasStatus(error) ? error.statusCode : 500;
    const description = error instanceof Error ? error.message : "Internal Server Error";
    return reply.code(errorCode).send({ ok: false, error_code: errorCode, description });
  });
}

function hasStatus(error: unknown): error is { statusCode: number } {
  return typeof error === "object" && error !== null && "statusCode" in error && typeof error.statusCode === "number";
}

/** Calls that are open when the simulator goes down are cut off too. */
function cutConnectionsWhenDown(app: FastifyInstance, world: World): void {
  const open = new Set<() => void>();
  world.faults.onAdd((fault) => {
    if (fault.kind === "down") for (const cut of open) cut();
  });
  app.addHook("onRequest", async (request, reply) => {
    if (!/^\/(bot|file\/bot)/.test(request.url)) return;
    const cut = () => void request.raw.socket.destroy();
    open.add(cut);
    reply.raw.once("close", () => open.delete(cut));
  });
}
