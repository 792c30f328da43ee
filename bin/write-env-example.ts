import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeSettings } from "#server/platform/describe-settings.ts";

// The command behind `npm run env-example`.
writeFileSync(join(import.meta.dirname, "../.env.example"), describeSettings());
