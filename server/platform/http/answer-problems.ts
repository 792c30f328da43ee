import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { Problem } from "#contract/problem.ts";
import { databaseAway, isDatabaseAway } from "#server/platform/database/database-away.ts";
import { isTextUnstorable, unstorableText } from "#server/platform/database/unstorable-text.ts";
import { problemOf, Refusal } from "#server/platform/errors/refusal.ts";

/** Turns everything that is thrown while a request is handled into a problem document, in this one place. */
export function answerProblems(http: FastifyInstance): void {
  http.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error);
    if (!refusal) request.log.error({ err: error, route: request.routeOptions.url }, "A request failed");
    sendProblem(reply, problemOf(refusal ?? bug()));
  });
}

/** Sends a problem document with its own media type. */
function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfter !== undefined) reply.header("retry-after", problem.retryAfter);
  return reply
    .code(problem.status)
    .header("cache-control", "no-store")
    .type("application/problem+json; charset=utf-8")
    .serializer(JSON.stringify)
    .send(problem);
}

function refusalOf(error: FastifyError): Refusal | null {
  if (error instanceof Refusal) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(error);
  if (isTextUnstorable(error)) return unstorableText();
  return isDatabaseAway(error) ? databaseAway() : refusalOfFramework(error);
}

function invalid(error: { validation: readonly { instancePath: string; message?: string | undefined }[] }): Refusal {
  const fields = error.validation.map((fault) => ({
    path: fault.instancePath.split("/").filter(Boolean).join("."),
    message: fault.message ?? "This value is not allowed.",
  }));
  const detail = fields.map((field) => (field.path ? `${field.path}: ${field.message}` : field.message)).join(" ");
  return new Refusal(400, "invalid_request", "Some of this is not right.", { detail, fields });
}

function refusalOfFramework(error: FastifyError): Refusal | null {
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) return null;
  if (status === 413)
    return new Refusal(413, "too_large", "This is too large.", { detail: "Send less in one request." });
  if (status === 415)
    return new Refusal(415, "wrong_media_type", "This kind of body is not read here.", { detail: "Send JSON." });
  return new Refusal(status, "bad_request", "This request cannot be read.", { detail: error.message });
}

function bug(): Refusal {
  return new Refusal(500, "internal_error", "Something in Wokfow broke.", {
    detail: "Nothing was changed. Try again; if it happens again, the server's log says why.",
  });
}
