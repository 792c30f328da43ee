import type { z } from "zod";

/** Checks a form by the same shape as the server does: a sentence for each faulty field, by its path. */
export function sentencesBy(shape: z.ZodType): (values: unknown) => Record<string, string> {
  return (values) => {
    const result = shape.safeParse(values);
    if (result.success) return {};
    const firstOfEach = result.error.issues.toReversed().map((issue) => [issue.path.join("."), issue.message] as const);
    return Object.fromEntries(firstOfEach);
  };
}
