import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { FastifyInstance } from "fastify";
import { mimeTypeOf } from "../state/mime.ts";

const FOLDER = join(import.meta.dirname, "..", "page");
const TYPES: Record<string, string> = { ".js": "text/javascript", ".css": "text/css" };

/** `/`: the page with the phones. */
export function servePage(app: FastifyInstance): void {
  for (const name of readdirSync(FOLDER)) {
    const type = TYPES[extname(name)] ?? mimeTypeOf(name);
    const bytes = readFileSync(join(FOLDER, name));
    app.get(name === "index.html" ? "/" : `/page/${name}`, (_request, reply) =>
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
