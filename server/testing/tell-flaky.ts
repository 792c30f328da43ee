import type { Reporter, TestCase } from "vitest/node";

/** Lists at the end which tests passed only at their second try; the usual report keeps that to itself. */
export function tellFlaky(): Reporter {
  const flaky: TestCase[] = [];
  return {
    onTestCaseResult(test) {
      if (test.diagnostic()?.flaky) flaky.push(test);
    },
    onTestRunEnd() {
      for (const test of flaky) console.log(`flaky: ${test.module.relativeModuleId} › ${test.fullName}`);
    },
  };
}
