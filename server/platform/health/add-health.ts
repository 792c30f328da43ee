import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Pool } from "pg";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { databaseAway } from "#server/platform/database/database-away.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import type { LiveHub } from "#server/platform/live/live-hub.ts";

const loopback = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
const namesOfHere = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * `/healthz`: the process answers. `/readyz`: it also reaches its database, else 503. `/metrics`: figures for Prometheus,
 * for this machine alone, as they tell how busy a company is.
 */
export function addHealth(http: FastifyInstance, pool: Pool, live: LiveHub): void {
  const registry = measure(http, pool, live);
  http.get("/healthz", { schema: { hide: true } }, async () => ({ status: "alive" }));
  http.get("/readyz", { schema: { hide: true } }, async () => {
    await pool.query("select 1").catch(() => {
      throw databaseAway();
    });
    return { status: "ready" };
  });
  http.get("/metrics", { schema: { hide: true } }, async (request, reply) => {
    if (!isFromHere(request)) throw notFound();
    return reply
      .type(registry.contentType)
      .serializer(String)
      .send(await registry.metrics());
  });
}

/** A proxy on this machine connects from here, too, but hands on the name that the stranger behind it has asked for. */
function isFromHere({ socket, hostname, headers }: FastifyRequest): boolean {
  const isProxied = headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined;
  return loopback.has(socket.remoteAddress ?? "") && namesOfHere.has(hostname) && !isProxied;
}

function measure(http: FastifyInstance, pool: Pool, live: LiveHub): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  gauge(registry, "wokfow_live_streams", "Open live event streams", () => live.connections());
  gauge(registry, "wokfow_database_connections", "Open database connections", () => pool.totalCount);
  gauge(registry, "wokfow_database_waiting", "Requests that wait for a database connection", () => pool.waitingCount);
  const duration = new Histogram({
    name: "wokfow_http_seconds",
    help: "Time to answer a request",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  http.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  return registry;
}

function gauge(registry: Registry, name: string, help: string, value: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(value());
    },
  });
}
