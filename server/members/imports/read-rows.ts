import { type CsvError, parse } from "csv-parse/sync";
import { z } from "zod";

/** A line of a file of members, before it is judged. */
export interface ReadRow {
  readonly line: number;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/** What a file says, or why it cannot be read. */
export type ReadFile =
  | { readonly rows: ReadRow[]; readonly fault: null }
  | { readonly rows: []; readonly fault: string };

const columnNames: Readonly<Record<string, "name" | "email" | "role">> = {
  name: "name",
  "display name": "name",
  email: "email",
  "e-mail": "email",
  "e-mail address": "email",
  "email address": "email",
  role: "role",
};

/** Reads CSV as spreadsheets write it: with or without a byte order mark, separated by commas, semicolons or tabs. */
export function readRows(csv: string): ReadFile {
  const records = parseRecords(csv);
  if (typeof records === "string") return { rows: [], fault: records };
  const [head, ...body] = records;
  const columns = (head?.record ?? []).map((name) => columnNames[name.trim().toLowerCase()] ?? null);
  if (!columns.includes("name") || !columns.includes("email")) return { rows: [], fault: noColumns };
  if (body.length === 0) return { rows: [], fault: "There is nobody in this file. Write one member on each line." };
  const cell = (record: string[], column: "name" | "email" | "role") => record[columns.indexOf(column)]?.trim() ?? "";
  const rows = body.map(({ record, info }) => ({
    line: info.lines,
    name: cell(record, "name"),
    email: cell(record, "email"),
    role: columns.includes("role") ? cell(record, "role").toLowerCase() : "",
  }));
  return { rows, fault: null };
}

const noColumns = "The first line must name the columns: name, email and, if you like, role.";

const shape = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function parseRecords(csv: string): z.output<typeof shape> | string {
  const [first = ""] = csv.split(/\r?\n/, 1);
  const delimiter = [";", "\t"].find((sign) => first.includes(sign)) ?? ",";
  try {
    return shape.parse(
      parse(csv, { bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true }),
    );
  } catch (reason) {
    const line = lineOf(reason);
    return `This file is not CSV${line === null ? "" : `: line ${line} cannot be read`}. Save it as CSV from your spreadsheet.`;
  }
}

function lineOf(reason: unknown): number | null {
  return isCsvError(reason) && typeof reason.lines === "number" ? reason.lines : null;
}

function isCsvError(reason: unknown): reason is CsvError {
  return reason instanceof Error && "code" in reason;
}
