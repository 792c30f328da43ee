import type { TestProject } from "vitest/node";
import { startTestServer, type TestServer } from "./make-test-databases.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * Vitest's globalSetup: one PostgreSQL for the whole run, whose address the workers get as `testServer`.
 * With `DATABASE_URL` set, the tests run on that server instead.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startTestServer(process.env.DATABASE_URL);
  project.provide("testServer", server);
  return stop;
}
