import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeSettings } from "#server/platform/describe-settings.ts";

// Run after a change of the settings; a test tells when it was forgotten.
writeFileSync(join(import.meta.dirname, "../.env.example"), describeSettings());
