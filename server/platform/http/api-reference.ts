import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance } from "fastify";
import { createJsonSchemaTransform } from "fastify-type-provider-zod";

const document = "/api/openapi.json";
const program = "/api/docs-program";

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
    transform: createJsonSchemaTransform({ skipList: [] }),
  });
  const hidden = { schema: { hide: true } };
  http.get(document, hidden, async () => http.swagger());
  http.get(`${program}/js/scalar.js`, hidden, async (_request, reply) =>
    reply.type("text/javascript; charset=utf-8").send(await readProgram()),
  );
  http.get("/api/docs", hidden, (_request, reply) => reply.type("text/html; charset=utf-8").send(page));
  http.get("/api/docs.js", hidden, (_request, reply) => reply.type("text/javascript; charset=utf-8").send(opening));
}

/** Loaded when somebody opens the page: the package holds its program as a text of 4 MB, which a start need not read. */
async function readProgram(): Promise<Buffer> {
  const { default: scalar } = await import("@scalar/fastify-api-reference");
  const apart = Fastify();
  await apart.register(scalar, { routePrefix: program, configuration: { url: document } });
  const { rawPayload } = await apart.inject(`${program}/js/scalar.js`);
  await apart.close();
  return rawPayload;
}

// The page that comes with the package opens the reference by an inline script, which our content security policy refuses.
const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Wokfow API</title></head>
<body><div id="reference"></div><script src="${program}/js/scalar.js"></script><script src="/api/docs.js"></script></body>
</html>`;

const settings = {
  url: document,
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  // What remains of its bars leads to services of its maker.
  showToolbar: "never",
  showDeveloperTools: "never",
  agent: { disabled: true },
  mcp: { disabled: true },
};
const opening = `Scalar.createApiReference("#reference", ${JSON.stringify(settings)});`;
