import { z } from "zod";

/**
 * Every error answer, an RFC 9457 problem document (`application/problem+json`). `code` is stable and for programs,
 * `title` says what happened, `detail` what to do. `fields` names each faulty field by its path with its own sentence.
 */
export const problem = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Seconds to wait before trying again, when trying again helps. */
  retryAfter: z.number().int().optional(),
});

/** Every error answer, an RFC 9457 problem document. */
export type Problem = z.output<typeof problem>;
