import type { FastifyInstance } from "fastify";
import { yearOfSeconds } from "#server/platform/http/answer-unreadable.ts";

/** Sends with every answer what keeps browsers from doing more with our pages than we do. */
export function sendSecurityHeaders(http: FastifyInstance, publicUrl: URL | null): void {
  const headers = { ...forEverybody, ...(publicUrl?.protocol === "https:" && overHttps) };
  http.addHook("onRequest", (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}

/** Inline styles are allowed because the component library measures with them; scripts only from our own files. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join(";");

// Those of Helmet (https://helmetjs.github.io), written down once and not put together anew for every answer.
const forEverybody = {
  "content-security-policy": contentSecurityPolicy,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-download-options": "noopen",
  "x-frame-options": "DENY",
  "x-permitted-cross-domain-policies": "none",
  "x-xss-protection": "0",
};

const overHttps = { "strict-transport-security": `max-age=${yearOfSeconds}; includeSubDomains` };
