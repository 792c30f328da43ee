import { z } from "zod";
import type { Bot, World } from "../state/world.ts";

export type UploadedFile = { name: string; mimeType: string; bytes: Buffer };

/** One call of a method, after its token was recognised. */
export type Call = {
  world: World;
  bot: Bot;
  params: Record<string, unknown>;
  files: Map<string, UploadedFile>;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
};

/** What a method answers: `result` as JSON text, and for a few methods a description. */
export type Answer = { result: string; description?: string };

export type Method = (call: Call) => Answer | Promise<Answer>;

/** An answer of the form `{ok: false, error_code, description, parameters}`. */
export class TelegramRefusal extends Error {
  readonly errorCode: number;
  readonly parameters: Record<string, unknown> | undefined;

  constructor(errorCode: number, description: string, parameters?: Record<string, unknown>) {
    super(description);
    this.errorCode = errorCode;
    this.parameters = parameters;
  }
}

export function badRequest(reason: string): TelegramRefusal {
  return new TelegramRefusal(400, `Bad Request: ${reason}`);
}

export function tooManyRequests(seconds: number): TelegramRefusal {
  return new TelegramRefusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}

/** A method whose parameters have this shape; unknown parameters are ignored, as Telegram does. */
export function method<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (call: Call, params: z.infer<z.ZodObject<Shape>>) => unknown,
): Method {
  const schema = z.object(shape);
  return async (call) => {
    const parsed = schema.safeParse(call.params);
    if (!parsed.success) throw badRequest(`can't parse parameter "${parsed.error.issues[0]?.path.join(".") ?? ""}"`);
    const result = await run(call, parsed.data);
    return { result: JSON.stringify(result) };
  };
}

/** A whole number; forms send it as text. */
export const integer = z.preprocess(
  (value) => (typeof value === "string" && value.trim() ? Number(value) : value),
  z.int(),
);

/** A yes or no; forms send it as text. */
export const flag = z.preprocess(
  (value) => value === true || value === "true" || value === "True" || value === "1" || value === 1,
  z.boolean(),
);

/** A number, whole or not; forms send it as text. */
export const decimal = z.preprocess(
  (value) => (typeof value === "string" && value.trim() ? Number(value) : value),
  z.number(),
);

/** An object or list; forms send it "JSON-serialized". */
export function json<T extends z.ZodType>(schema: T): z.ZodPreprocess<T> {
  return z.preprocess(parseIfText, schema);
}

function parseIfText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
