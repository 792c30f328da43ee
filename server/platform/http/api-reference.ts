import swagger from "@fastify/swagger";
import apiReference from "@scalar/fastify-api-reference";
import type { FastifyInstance } from "fastify";
import { createJsonSchemaTransform } from "fastify-type-provider-zod";

/** Serves the OpenAPI 3.1 document, drawn from the contract, at `/api/openapi.json` and a page to browse it at `/api/docs`. */
export async function addApiReference(http: FastifyInstance): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Wokfow",
        version: "1",
        description: "Errors are problem documents (RFC 9457) with a stable `code`.",
      },
    },
    transform: createJsonSchemaTransform({ skipList: ["/api/openapi.json", "/api/docs"] }),
  });
  http.get("/api/openapi.json", { schema: { hide: true } }, async () => http.swagger());
  await http.register(apiReference, { routePrefix: "/api/docs", configuration: { url: "/api/openapi.json" } });
}
