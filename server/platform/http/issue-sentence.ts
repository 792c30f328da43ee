import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;

/** The sentence about a value that a request got wrong, for people, where the shape in the contract brings none of its own. */
export function issueSentence(issue: Issue): string {
  if (issue.code === "invalid_type") return typeSentence(issue.expected, issue.input, issue.path ?? []);
  if (issue.code === "too_big")
    return sizeSentence(issue, issue.inclusive === false ? "less than" : "at most", issue.maximum);
  if (issue.code === "too_small")
    return sizeSentence(issue, issue.inclusive === false ? "more than" : "at least", issue.minimum);
  if (issue.code === "invalid_value") return choiceSentence(issue.values);
  if (issue.code === "invalid_union" && Array.isArray(issue.options)) return choiceSentence(issue.options);
  if (issue.code === "unrecognized_keys") return `This is not known here: ${issue.keys.join(", ")}.`;
  if (issue.code === "not_multiple_of") return `This must be a multiple of ${issue.divisor}.`;
  if (issue.code === "invalid_format") return formats[issue.format] ?? "This is not written as it has to be.";
  return "This value is not allowed.";
}

function typeSentence(expected: string, input: unknown, path: readonly PropertyKey[]): string {
  if (path.length === 0 && expected === "object") return "Send a JSON object.";
  if (input === undefined) return "This is missing.";
  return types[expected] ?? "This value is not allowed.";
}

const types: Readonly<Record<string, string>> = {
  string: "This must be text.",
  number: "This must be a number.",
  int: "This must be a whole number.",
  boolean: "This must be true or false.",
  null: "This must be null.",
  date: "This must be a date.",
  array: "This must be a list.",
  tuple: "This must be a list.",
  object: "This must be a JSON object.",
  record: "This must be a JSON object.",
};

/** The formats that the contract uses, with an example where there is a right way to write it. */
const formats: Readonly<Record<string, string>> = {
  uuid: "This is not an identifier.",
  datetime: "This must be a moment in UTC such as 2026-01-31T12:00:00.000Z.",
  date: "This must be a date such as 2026-01-31.",
  email: "Enter an e-mail address such as ana@example.com.",
  url: "This must be an address such as https://example.com.",
};

function sizeSentence(
  { origin, exact }: { origin: string; exact?: boolean },
  bound: string,
  limit: number | bigint,
): string {
  const relation = exact ? "exactly" : bound;
  const unit = units[origin];
  if (!unit) return `This must be ${relation} ${limit}.`;
  return `This must have ${relation} ${limit} ${Number(limit) === 1 ? unit.one : unit.many}.`;
}

const units: Readonly<Record<string, { one: string; many: string }>> = {
  string: { one: "character", many: "characters" },
  array: { one: "entry", many: "entries" },
};

function choiceSentence(values: readonly unknown[]): string {
  const written = values.map(String);
  return written.length === 1 ? `This must be ${written[0]}.` : `This must be one of ${written.join(", ")}.`;
}
