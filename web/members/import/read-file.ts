/** A file that was chosen, as text. */
export interface ReadFile {
  readonly name: string;
  readonly csv: string;
}

const mostBytes = 200_000;

/** Reads a file that was chosen; a sentence says why it cannot be used. Spreadsheets of Windows may not write UTF-8. */
export async function readFile(file: File): Promise<ReadFile | string> {
  if (file.size > mostBytes) return "This file is larger than 200 kB. Split it into several.";
  const bytes = await file.arrayBuffer();
  if (new Uint8Array(bytes.slice(0, 2)).join() === "80,75")
    return "This is a spreadsheet and not CSV. Save it as CSV first.";
  return { name: file.name, csv: decode(bytes) };
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
