import { pictureOfPage } from "../state/pictures.ts";
import { issuePageToken } from "../state/tokens.ts";
import type { Page } from "../state/world.ts";
import type { Call, Caller } from "./call.ts";
import { GraphError } from "./graph-error.ts";

/** A page with the fields asked for. https://developers.facebook.com/docs/graph-api/reference/page */
export function presentPage(call: Call, caller: Caller, page: Page, fields: string[]): Record<string, unknown> {
  const entries = [...new Set([...fields, "id"])].flatMap((name) => {
    const read = known[name];
    if (!read) throw new GraphError(100, `(#100) Tried accessing nonexisting field (${name}) on node type (Page)`);
    const value = read(call, caller, page);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

/** `picture` as a field, and as the edge with `redirect=0`. */
export function presentPicture({ world }: Call, page: Page) {
  return { data: { height: 100, width: 100, is_silhouette: false, url: pictureOfPage(world, page) } };
}

const known: Record<string, (call: Call, caller: Caller, page: Page) => unknown> = {
  id: (_call, _caller, page) => page.id,
  name: (_call, _caller, page) => page.name,
  category: (_call, _caller, page) => page.category,
  category_list: (_call, _caller, page) => [{ id: "2250", name: page.category }],
  link: (_call, _caller, page) => `https://www.facebook.com/${page.id}`,
  username: () => undefined,
  about: () => undefined,
  fan_count: () => 12,
  followers_count: () => 12,
  is_published: (_call, _caller, page) => page.isPublished,
  verification_status: () => "not_verified",
  picture: (call, _caller, page) => presentPicture(call, page),
  tasks: (_call, { person }, page) => person?.tasks.get(page.id),
  access_token: ({ world }, { token }, page) =>
    token && (token.type === "PAGE" ? token.value : issuePageToken(world, token, page).value),
};
