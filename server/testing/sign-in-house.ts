import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions } from "fastify";
import { Pool } from "pg";
import { memberRoutes } from "#server/members/routes.ts";
import { movableClock } from "#server/platform/clock/clock.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { createTestDatabase } from "#server/platform/database/test-database.ts";
import { workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { createHttp } from "#server/platform/http/create-http.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import type { Schema } from "#server/schema.ts";
import { createAuthenticate } from "#server/sessions/authenticate.ts";
import { contextIn, type SignInParts } from "#server/sessions/open-sign-in.ts";
import { sessionRoutes } from "#server/sessions/routes.ts";
import { workspaceRoutes } from "#server/workspaces/routes.ts";

/** What came back: the status, the parsed body, and the cookies that were set. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly cookies: readonly Record<string, unknown>[];
}

/** Sends requests as our own page does in a browser, and keeps its cookies. */
export interface TestBrowser {
  readonly cookies: Map<string, string>;
  send(method: Method, path: string, body?: object | Buffer, headers?: Record<string, string>): Promise<Answer>;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The rooms that one passes on the way in, on a database of their own. */
export interface SignInHouse {
  /** Sees past every wall. */
  readonly owner: Pool;
  readonly clock: ReturnType<typeof movableClock>;
  /** Who has a live stream open; those that are ended are taken out. */
  readonly streams: Set<Caller>;
  readonly parts: SignInParts;
  browser(address?: string): TestBrowser;
  close(): Promise<void>;
}

/** Opens the rooms. `SIGN_UP` is open unless said otherwise. */
export async function openSignInHouse(settings: Partial<SignInParts["config"]> = {}): Promise<SignInHouse> {
  const test = await createTestDatabase();
  const log = createLog("warn");
  const pool = openPool(test.appUrl, 10, log);
  const owner = new Pool({ connectionString: test.ownerUrl, max: 2 });
  const folder = mkdtempSync(join(tmpdir(), "wokfow-files-"));
  const config: SignInParts["config"] = { signUp: "open", publicUrl: undefined, ...settings };
  const parts = {
    clock: movableClock(),
    database: workspaceDatabase<Schema>(pool),
    events: localEventBus(),
    secrets: secretBox("5e".repeat(32)),
    log,
    config,
  };
  const streams = new Set<Caller>();
  const http = await openRooms(parts, folder, streams);
  return {
    owner,
    clock: parts.clock,
    streams,
    parts,
    browser: (address = "127.0.0.1") => openBrowser(http, address),
    async close() {
      await http.close();
      await Promise.all([pool.end(), owner.end()]);
      await test.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openRooms(parts: SignInParts, folder: string, streams: Set<Caller>) {
  return createHttp({
    log: parts.log,
    partial: true,
    publicUrl: parts.config.publicUrl ? new URL(parts.config.publicUrl) : null,
    routes: [...sessionRoutes(parts), ...memberRoutes({ files: diskFileStore(folder) }), ...workspaceRoutes()],
    authenticate: createAuthenticate(parts, (chosen) => {
      for (const caller of streams) if (chosen(caller)) streams.delete(caller);
    }),
    contextOf: ({ workspaceId, memberId, personId, role }) =>
      contextIn(parts, workspaceId, { kind: "member", memberId, personId, role }),
  });
}

function openBrowser(http: Awaited<ReturnType<typeof createHttp>>, address: string): TestBrowser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async send(method, path, body, headers = {}) {
      const request: InjectOptions = {
        method,
        url: `/api/v1${path}`,
        remoteAddress: address,
        cookies: Object.fromEntries(cookies),
        headers: { "sec-fetch-site": "same-origin", ...headers },
        ...(body && { payload: body }),
      };
      const response = await http.inject(request);
      for (const { name, value, maxAge } of response.cookies) {
        if (value === "" || maxAge === 0) cookies.delete(name);
        else cookies.set(name, value);
      }
      return {
        status: response.statusCode,
        body: response.body ? response.json() : {},
        cookies: [...response.cookies],
      };
    },
  };
}
