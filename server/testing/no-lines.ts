import type { LineParts } from "#server/conversations/line-parts.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";

/** For tests in which nothing leaves. */
export const noLines: LineParts = { adapters: {}, secrets: secretBox("ab".repeat(32)) };
