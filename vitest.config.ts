import { defineConfig } from "vitest/config";
import { tellFlaky } from "./server/testing/tell-flaky.ts";

/** Unit and integration tests: everything beside the code, on a real PostgreSQL that the global setup starts. */
export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", "dist/**", "data/**", "scenarios/**"],
    globalSetup: ["server/platform/database/vitest-setup.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // As with the stories.
    retry: process.env.CI ? 1 : 0,
    reporters: ["default", tellFlaky()],
    // A condition comes true when it does; a busy machine is not a fault.
    expect: { poll: { timeout: 30_000 } },
    pool: "forks",
    // Each file talks to its own database and ports, so files run beside each other; two cores are the measure.
    maxWorkers: 2,
  },
});
