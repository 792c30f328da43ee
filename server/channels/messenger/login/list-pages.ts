import { z } from "zod";
import type { LoginAccount } from "#server/channels/connecting.ts";
import { writeCredentials } from "#server/channels/messenger/credentials.ts";
import { openPicture } from "#server/channels/messenger/login/open-picture.ts";
import type { Ask } from "#server/channels/messenger/login/redeem-code.ts";
import { cleanText } from "#server/conversations/clean-text.ts";

/** Whose pages are listed, with their lasting token. */
export interface PageKeeper {
  readonly ask: Ask;
  readonly token: string;
  readonly personId: string;
  readonly graphUrl: string;
  readonly signal: AbortSignal;
  /** Until when the token of a page serves; null: for ever, or unknown. */
  endOf(pageToken: string): Promise<Date | null>;
}

const pageFields = "id,name,username,access_token,tasks,picture.width(96).height(96){url}";
const portion = 100;
// Whoever looks after more pages than this finds the others by leaving these unticked in the dialog.
const mostPortions = 10;
/** How many pictures are fetched at the same time. */
const together = 20;

const page = z.object({
  // It becomes a part of addresses.
  id: z.string().regex(/^\d{1,32}$/),
  name: z.string().transform(cleanText),
  username: z.string().transform(cleanText).optional(),
  /** Absent where the person may not act for the page. */
  access_token: z.string().min(1).optional(),
  tasks: z.array(z.string()).default([]),
  picture: z.object({ data: z.object({ url: z.url().optional() }) }).optional(),
});
type Page = z.output<typeof page>;
const accounts = z.object({
  data: z.array(page),
  paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
});

/**
 * The pages that somebody has chosen in the dialog, each with a token of its own.
 * https://developers.facebook.com/docs/graph-api/reference/user/accounts
 */
export async function listPages(keeper: PageKeeper): Promise<LoginAccount[]> {
  const pages: Page[] = [];
  let after: string | undefined;
  for (let turn = 0; turn < mostPortions; turn++) {
    const query = { fields: pageFields, limit: String(portion), ...(after && { after }) };
    const answer = await keeper.ask({ verb: "GET", path: "me/accounts", token: keeper.token, query, answer: accounts });
    pages.push(...answer.data);
    after = answer.paging?.next ? answer.paging.cursors?.after : undefined;
    if (!after) break;
  }
  const known = pages.find((one) => one.access_token)?.access_token;
  const expiresAt = known ? await keeper.endOf(known) : null;
  const found: LoginAccount[] = [];
  for (let first = 0; first < pages.length; first += together) {
    const some = pages.slice(first, first + together);
    found.push(...(await Promise.all(some.map((one) => accountOf(keeper, one, expiresAt)))));
  }
  return found;
}

async function accountOf(
  { personId, graphUrl, signal }: PageKeeper,
  one: Page,
  expiresAt: Date | null,
): Promise<LoginAccount> {
  const pageToken = one.access_token;
  return {
    accountId: one.id,
    account: one.username ? `@${one.username}` : `Page ${one.id}`,
    name: one.name,
    picture: await openPicture(one.picture?.data.url, graphUrl, signal),
    // https://developers.facebook.com/docs/pages-api/overview#tasks: who lacks this one can neither read nor answer messages.
    isUsable: pageToken !== undefined && one.tasks.includes("MESSAGING"),
    credentials: pageToken ? writeCredentials({ pageToken, personId, expiresAt }) : "",
    expiresAt,
  };
}
