import { grantOf } from "../state/tokens.ts";
import type { Page, World } from "../state/world.ts";
import { type Call, type Caller, fieldsOf, text } from "./call.ts";
import { badParameter, GraphError } from "./graph-error.ts";
import { presentPage } from "./page-fields.ts";

const DEFAULT_FIELDS = ["access_token", "category", "category_list", "name", "id", "tasks"];

/**
 * The pages that the person looks after and has chosen for the app, in portions; none without `pages_show_list`.
 * https://developers.facebook.com/docs/graph-api/reference/user/accounts
 */
export function answerAccounts(call: Call, caller: Caller) {
  const { world, params } = call;
  if (!caller.person || caller.page) {
    throw new GraphError(100, "(#100) Tried accessing nonexisting field (accounts) on node type (Page)");
  }
  const pages = visiblePages(world, caller);
  const { first, limit } = portionOf(params, pages);
  const portion = pages.slice(first, first + limit);
  const fields = fieldsOf(params, DEFAULT_FIELDS);
  const data = portion.map((page) => presentPage(call, caller, page, fields));
  return { data, ...pagingOf(call, portion, pages.length > first + limit) };
}

function visiblePages(world: World, { app, person }: Caller): Page[] {
  if (!person) return [];
  const grant = grantOf(world, app.id, person.id);
  if (!grant.granted.has("pages_show_list")) return [];
  return [...person.tasks.keys()].flatMap((id) => {
    const page = grant.pageIds.has(id) ? world.pages.get(id) : undefined;
    const isShown = page && (!page.isInPortfolio || grant.granted.has("business_management"));
    return isShown ? [page] : [];
  });
}

function portionOf(params: Record<string, unknown>, pages: Page[]): { first: number; limit: number } {
  const limit = Number(text(params, "limit") ?? 25);
  if (!Number.isInteger(limit) || limit < 1) throw badParameter("param limit must be a positive integer");
  const after = text(params, "after");
  if (after === undefined) return { first: 0, limit };
  const index = pages.findIndex((page) => cursorOf(page) === after);
  if (index < 0) throw badParameter("Invalid cursors values for after cursor");
  return { first: index + 1, limit };
}

function pagingOf(call: Call, portion: Page[], isMore: boolean) {
  const [first, last] = [portion[0], portion.at(-1)];
  if (!first || !last) return {};
  const cursors = { before: cursorOf(first), after: cursorOf(last) };
  if (!isMore) return { paging: { cursors } };
  const next = new URL(`${call.world.url}/${call.version}/me/accounts`);
  for (const name of ["fields", "limit", "access_token", "appsecret_proof"]) {
    const value = name === "access_token" ? call.accessToken : text(call.params, name);
    if (value !== undefined) next.searchParams.set(name, value);
  }
  next.searchParams.set("after", cursors.after);
  return { paging: { cursors, next: next.toString() } };
}

function cursorOf({ id }: Page): string {
  return Buffer.from(`cursor:${id}`).toString("base64url");
}
