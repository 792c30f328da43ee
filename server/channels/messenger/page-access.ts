import type { Connection, ProbeResult } from "#server/channels/adapter.ts";
import type { GraphLine } from "#server/channels/messenger/call-graph.ts";
import { readCredentials } from "#server/channels/messenger/credentials.ts";

/** All it takes to call the Graph API for a page. */
export interface PageAccess {
  readonly line: GraphLine;
  readonly pageId: string;
  readonly pageToken: string;
}

/** Why there is none: the app was taken out of the settings, or the credentials are not ours. */
export type NoAccess = Extract<ProbeResult, { outcome: "failed" }>;

/** The access of a connection. */
export function pageAccess(line: GraphLine | null, { accountId, token }: Connection): PageAccess | NoAccess {
  if (!line) return { outcome: "failed", reason: "not_configured" };
  const credentials = readCredentials(token);
  if (!credentials) return { outcome: "failed", reason: "token_refused" };
  return { line, pageId: accountId, pageToken: credentials.pageToken };
}
