import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { cancelLogin, continueLogin } from "../login/answer-dialog.ts";
import { drawDialog, drawDialogError } from "../login/draw-dialog.ts";
import { DialogError, readLoginRequest } from "../login/read-request.ts";
import type { World } from "../state/world.ts";
import { cut } from "./graph-api.ts";

const PATH = "/:version(^v\\d+\\.\\d+$)/dialog/oauth";

/** The login dialog: shown by GET, answered by POST, which sends the browser back to the app. */
export function serveDialog(app: FastifyInstance, world: World): void {
  app.get(PATH, (request, reply) =>
    withRequest(world, request, reply, (query) => {
      const asked = readLoginRequest(world, query);
      return html(reply, drawDialog(asked, [...world.people.values()], query));
    }),
  );
  app.post(PATH, (request, reply) =>
    withRequest(world, request, reply, (query) => {
      const asked = readLoginRequest(world, query);
      const form = formOf(request.body);
      if (form.get("answer") === "cancel") return reply.redirect(cancelLogin(asked), 302);
      const answer = { pageIds: form.getAll("page"), permissions: form.getAll("permission") };
      return reply.redirect(continueLogin(world, asked, answer), 302);
    }),
  );
}

function withRequest(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (query: URLSearchParams) => FastifyReply,
): FastifyReply {
  if (world.faults.strike("down") || world.faults.strike("drop", { method: "dialog" })) return cut(reply);
  if (world.faults.strike("silent", { method: "dialog" })) return reply.hijack();
  try {
    return answer(new URL(request.url, world.url).searchParams);
  } catch (error) {
    if (error instanceof DialogError) return html(reply.code(400), drawDialogError(error));
    throw error;
  }
}

function formOf(body: unknown): URLSearchParams {
  const entries = typeof body === "object" && body !== null ? Object.entries(body) : [];
  return new URLSearchParams(
    entries.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)])),
  );
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply.header("cache-control", "no-store").type("text/html; charset=utf-8").send(page);
}
