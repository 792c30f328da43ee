import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { FastifyInstance } from "fastify";
import { mimeTypeOf } from "./mime.ts";

const SHARED = join(import.meta.dirname, "page");
const TYPES: Record<string, string> = { ".js": "text/javascript", ".css": "text/css" };

/** `/`: the page that all simulators share, its files at `/shared/…`; what this one has of its own, in `folder`, is at `/page/…`. */
export function servePage(app: FastifyInstance, folder: string): void {
  serveFolder(app, folder, (name) => `/page/${name}`);
  serveFolder(app, SHARED, (name) => (name === "index.html" ? "/" : `/shared/${name}`));
}

function serveFolder(app: FastifyInstance, folder: string, addressOf: (name: string) => string): void {
  for (const name of readdirSync(folder)) {
    const type = TYPES[extname(name)] ?? mimeTypeOf(name);
    const bytes = readFileSync(join(folder, name));
    app.get(addressOf(name), (_request, reply) =>
      reply
        .headers({
          "content-security-policy":
            "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'",
          "x-content-type-options": "nosniff",
          "cache-control": "no-cache",
        })
        .type(`${type}; charset=utf-8`)
        .send(bytes),
    );
  }
}
