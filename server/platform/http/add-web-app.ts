import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { notFound, Refusal } from "#server/platform/errors/refusal.ts";

/** Serves the built web app: files with hashed names for ever, and its page for every address that is not a file or the API. */
export async function addWebApp(http: FastifyInstance, folder: string): Promise<void> {
  const page = join(folder, "index.html");
  if (existsSync(page)) {
    await http.register(fastifyStatic, {
      root: folder,
      // Looked up at each request and not listed at the start, so that an app that is built anew is served as it is.
      wildcard: true,
      index: false,
      setHeaders: (response, path) => {
        const lasting = path.includes("/assets/");
        response.header("cache-control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    // Without a route of its own it would be the folder itself, which nobody may list.
    http.get("/", (_request, reply) => sendPage(reply));
  }
  http.setNotFoundHandler((request, reply) => {
    if (!asksForPage(request)) throw notFound();
    if (!existsSync(page))
      throw new Refusal(503, "web_app_missing", "The web app is not built.", { detail: "Run npm start." });
    return sendPage(reply);
  });
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").sendFile("index.html");
}

function asksForPage({ method, url }: FastifyRequest): boolean {
  const isReading = method === "GET" || method === "HEAD";
  return isReading && !url.startsWith("/api/") && !/\.\w+$/.test(url.split("?")[0] ?? "");
}
