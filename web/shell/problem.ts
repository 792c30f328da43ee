import type { Problem as ProblemDocument } from "#contract/problem.ts";

/** What every failed call throws. `message` is the sentence (or two) that people read. */
export class Problem extends Error {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Stable, for programs: `wrong_credentials`, `throttled`, … and `unreachable` when no answer came. */
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  /** A sentence for each faulty field, by its path. */
  readonly fields: Readonly<Record<string, string>>;
  /** Seconds after which trying again helps. */
  readonly retryAfter: number | undefined;

  constructor(document: Omit<ProblemDocument, "type">) {
    super([document.title, document.detail].filter(Boolean).map(asSentence).join(" "));
    this.name = "Problem";
    this.status = document.status;
    this.code = document.code;
    this.title = document.title;
    this.detail = document.detail;
    this.fields = Object.fromEntries((document.fields ?? []).map((field) => [field.path, field.message]));
    this.retryAfter = document.retryAfter;
  }
}

/** The Problem of a call that got no answer at all. */
export function unreachable(): Problem {
  return new Problem({
    status: 0,
    code: "unreachable",
    title: "Wokfow cannot be reached.",
    detail: "Check this computer's connection, then try again.",
  });
}

/** Whether something thrown is a Problem with that code. */
export function isProblem(error: unknown, code: string): error is Problem {
  return error instanceof Problem && error.code === code;
}

function asSentence(text = ""): string {
  return /[.?!…]$/u.test(text) ? text : `${text}.`;
}
