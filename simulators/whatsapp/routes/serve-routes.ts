import { join } from "node:path";
import multipart from "@fastify/multipart";
import type { FastifyInstance } from "fastify";
import { refuseOtherOrigins } from "#simulators/shared/refuse-other-origins.ts";
import { serveLive } from "#simulators/shared/serve-live.ts";
import { servePage } from "#simulators/shared/serve-page.ts";
import type { World } from "../state/world.ts";
import { serveControl } from "./control.ts";
import { servePhones } from "./phones.ts";
import { serveThreads } from "./threads.ts";

const LARGEST_FILE = 100 * 1024 * 1024;

/** Everything that is asked by HTTP: the control endpoints and the page with the phones. */
export async function serveRoutes(app: FastifyInstance, world: World): Promise<void> {
  await app.register(multipart, { limits: { fileSize: LARGEST_FILE, fieldSize: 1024 * 1024 } });
  await app.register(async (control) => {
    refuseOtherOrigins(control);
    serveControl(control, world);
    servePhones(control, world);
    serveThreads(control, world);
    serveLive(control, world);
  });
  servePage(app, join(import.meta.dirname, "..", "page"));
}
