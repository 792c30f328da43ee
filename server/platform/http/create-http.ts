import cookie from "@fastify/cookie";
import multipart from "@fastify/multipart";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { validatorCompiler } from "fastify-type-provider-zod";
import { z } from "zod";
import { addRoutes } from "#server/platform/http/add-routes.ts";
import { answerProblems } from "#server/platform/http/answer-problems.ts";
import { answerUnreadable } from "#server/platform/http/answer-unreadable.ts";
import { addApiReference } from "#server/platform/http/api-reference.ts";
import { endConnectionsAtClose } from "#server/platform/http/end-connections-at-close.ts";
import type { HttpParts } from "#server/platform/http/http-parts.ts";
import { issueSentence } from "#server/platform/http/issue-sentence.ts";
import { refuseForeignWrites } from "#server/platform/http/refuse-foreign-writes.ts";
import { sendSecurityHeaders } from "#server/platform/http/send-security-headers.ts";
import { endLinesAtClose } from "#server/platform/http/stream-lines.ts";

const oneMegabyte = 1024 * 1024;
// 50 MB over a line of 1 Mbit/s take seven minutes; nobody may hold a connection open by trickling for longer.
const slowestUploadMilliseconds = 10 * 60_000;

/** Builds the HTTP server with every route of the API, if there are any; the caller adds the web app and listens. */
export async function createHttp(parts: HttpParts): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = parts.log;
  const http = Fastify({
    loggerInstance,
    // A logger of each request's own would only add its number, and cost more than finding its route.
    childLoggerFactory: (log) => log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: oneMegabyte,
    requestTimeout: slowestUploadMilliseconds,
    clientErrorHandler: answerUnreadable(parts.publicUrl),
    // Each parameter has a shape of its own, which refuses what is too long in our words.
    routerOptions: { maxParamLength: 16_384 },
    rewriteUrl: ({ url = "/" }) => (isDecodable(url) ? url : "/api/undecodable"),
  });
  z.config({ customError: issueSentence });
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  answerProblems(http);
  sendSecurityHeaders(http, parts.publicUrl);
  endLinesAtClose(http);
  endConnectionsAtClose(http);
  await http.register(cookie);
  await http.register(multipart, { limits: { files: 1, fields: 5, fileSize: 50 * oneMegabyte } });
  http.removeContentTypeParser("text/plain");
  refuseForeignWrites(http, parts.publicUrl);
  if (parts.routes.length > 0) await addApiReference(http);
  addRoutes(http, parts);
  return http;
}

/** The framework answers an address that it cannot decode before any hook, and so without our headers; ours does not exist. */
function isDecodable(url: string): boolean {
  if (!url.includes("%")) return true;
  try {
    decodeURI(url);
    return true;
  } catch {
    return false;
  }
}
