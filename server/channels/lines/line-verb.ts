import type { z } from "zod";
import type { Adapter, Connection } from "#server/channels/adapter.ts";

/** Something that only the process which holds a line can do. What is asked and answered travels as JSON. */
export interface LineVerb<Asked, Answer> {
  readonly name: string;
  readonly asked: z.ZodType<Asked>;
  readonly answer: z.ZodType<Answer>;
  /** How many milliseconds the answer may take once somebody has taken the request. */
  readonly patience: number;
  perform(adapter: Adapter, connection: Connection, asked: Asked, signal: AbortSignal): Promise<Answer>;
  /** The answer when nobody took it: it was certainly not done. */
  readonly untaken: Answer;
  /** The answer when somebody took it and never answered: it may have been done. */
  unanswered(asked: Asked): Answer;
}
