import { z } from "zod";
import { parseJson } from "#server/platform/parse-json.ts";

const shape = z.object({
  pageToken: z.string().min(1),
  personId: z.string().min(1),
  expiresAt: z.iso.datetime().nullable(),
});

/** What it takes to act for a page: its token, whose login it came from, and when that person must log in again (null: never). */
export interface PageCredentials {
  readonly pageToken: string;
  /** As the service names the person to this app. */
  readonly personId: string;
  readonly expiresAt: Date | null;
}

/** The credentials as one text, which is sealed wherever it is kept. */
export function writeCredentials({ pageToken, personId, expiresAt }: PageCredentials): string {
  return JSON.stringify({ pageToken, personId, expiresAt: expiresAt?.toISOString() ?? null });
}

/** The credentials of a connection; null when the text is not ours. */
export function readCredentials(text: string): PageCredentials | null {
  const parsed = shape.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { expiresAt, ...rest } = parsed.data;
  return { ...rest, expiresAt: expiresAt === null ? null : new Date(expiresAt) };
}
