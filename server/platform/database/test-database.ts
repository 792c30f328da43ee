import { inject } from "vitest";
import { makeTestDatabase, type TestDatabase } from "./make-test-databases.ts";

/** A migrated, empty database for tests of ours under Vitest, on the PostgreSQL of this run. The caller drops it. */
export function createTestDatabase(): Promise<TestDatabase> {
  return makeTestDatabase(inject("testServer"));
}
