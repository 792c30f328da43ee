import type { App, Page, Person, RequestRecord, Token, World } from "../state/world.ts";

/** A call as it came. */
export type Call = {
  world: World;
  /** "v23.0", as it stands in the path. */
  version: string;
  verb: "GET" | "POST" | "DELETE";
  /** The path after the version, in its parts. */
  parts: string[];
  /** Query and body together; what is JSON in a form is parsed where it is used. */
  params: Record<string, unknown>;
  files: UploadedFile[];
  accessToken: string | undefined;
  record: RequestRecord;
};

export type UploadedFile = { field: string; bytes: Buffer; name: string; mimeType: string };

/** Who calls. With an app token there is neither person nor page. */
export type Caller = { app: App; token: Token | undefined; person: Person | undefined; page: Page | undefined };

/** A parameter as text; undefined when it is not there. */
export function text(params: Record<string, unknown>, name: string): string | undefined {
  const value = params[name];
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A parameter that is an object, or the JSON of one, as forms carry it. */
export function objectOf(params: Record<string, unknown>, name: string): Record<string, unknown> | undefined {
  const value = params[name];
  if (typeof value === "string") return asObject(parsed(value));
  return asObject(value);
}

/** The value if it is an object. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** The names in `fields`, without what is asked of them: `picture.width(100){url}` is "picture". */
export function fieldsOf(params: Record<string, unknown>, otherwise: string[]): string[] {
  const wanted = text(params, "fields");
  if (wanted === undefined) return otherwise;
  let flat = wanted;
  for (let before = ""; before !== flat; ) {
    before = flat;
    flat = flat.replaceAll(/\{[^{}]*\}|\([^()]*\)/g, "");
  }
  const names = flat.split(",").map((name) => name.trim().split(".")[0] ?? "");
  return [...new Set(names.filter((name) => name !== ""))];
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
