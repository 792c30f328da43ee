import type { FastifyInstance, FastifyRequest } from "fastify";
import { Refusal } from "#server/platform/errors/refusal.ts";

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses writes that another site makes a browser send with our cookie: the browser's own word (`Sec-Fetch-Site`, `Origin`)
 * must say that the request comes from our pages. Outside services, which send no cookie, are let through by their secret.
 */
export function refuseForeignWrites(http: FastifyInstance, publicUrl: URL | null): void {
  http.addHook("onRequest", async (request) => {
    if (reading.has(request.method) || isProviderCall(request) || isOwn(request, publicUrl)) return;
    throw new Refusal(403, "foreign_origin", "This request does not come from a page of this Wokfow.", {
      detail: "Open Wokfow itself and try again there. Scripts send an Origin header with this server's address.",
    });
  });
}

function isProviderCall(request: FastifyRequest): boolean {
  return request.routeOptions.config.provider === true;
}

function isOwn(request: FastifyRequest, publicUrl: URL | null): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  const { origin } = request.headers;
  if (origin === undefined) return site === "same-origin";
  return hostOf(origin) === request.headers.host || origin === publicUrl?.origin;
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** True on endpoints that an outside service calls, which carry no cookie. */
    provider?: boolean;
  }
}
