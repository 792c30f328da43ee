import type { ByteRange } from "#server/platform/files/file-store.ts";

/**
 * The one stretch that a `Range` header asks of a file of so many bytes. Null means the whole file: no header, several
 * stretches, or a form that is not understood. `unsatisfiable`: it begins beyond the end. (RFC 9110, 14.1.2)
 */
export function parseRange(header: string | undefined, bytes: number): ByteRange | null | "unsatisfiable" {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "") return lastBytes(Number(last), bytes);
  const start = Number(first);
  const end = last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== "" && Number(last) < start) return null;
  return start < bytes ? { start, end } : "unsatisfiable";
}

function lastBytes(count: number, bytes: number): ByteRange | "unsatisfiable" {
  return count > 0 && bytes > 0 ? { start: Math.max(0, bytes - count), end: bytes - 1 } : "unsatisfiable";
}
