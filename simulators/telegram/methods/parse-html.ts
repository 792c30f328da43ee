import type { MessageEntity } from "../state/wire.ts";
import { badRequest } from "./call.ts";

const TYPES: Record<string, string> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  code: "code",
  pre: "pre",
  a: "text_link",
  blockquote: "blockquote",
  "tg-spoiler": "spoiler",
};

const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

type OpenTag = { name: string; offset: number; url: string | undefined };

/** parse_mode HTML: https://core.telegram.org/bots/api#html-style. Refuses unknown, unclosed and wrongly closed tags. */
export function parseHtml(source: string): { text: string; entities: MessageEntity[] } {
  const entities: MessageEntity[] = [];
  const open: OpenTag[] = [];
  let text = "";
  for (const [token] of source.matchAll(/<[^>]*>|&[a-z]+;|&#\d+;|&#x[\da-f]+;|[^<&]+|[<&]/gi)) {
    if (token.startsWith("</")) closeTag(token, open, text, entities);
    else if (token.startsWith("<")) open.push(openTag(token, text.length));
    else text += token.startsWith("&") ? decoded(token) : token;
  }
  const left = open.at(-1);
  if (left) throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag "${left.name}"`);
  return { text, entities };
}

function openTag(token: string, offset: number): OpenTag {
  const name = /^<([a-z-]+)/i.exec(token)?.[1]?.toLowerCase() ?? "";
  if (!(name in TYPES))
    throw badRequest(`can't parse entities: Unsupported start tag "${name}" at byte offset ${offset}`);
  const url = /href\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(token);
  return { name, offset, url: url ? (url[1] ?? url[2]) : undefined };
}

function closeTag(token: string, open: OpenTag[], text: string, entities: MessageEntity[]): void {
  const name = token.slice(2, -1).trim().toLowerCase();
  const tag = open.pop();
  if (!tag || tag.name !== name)
    throw badRequest(`can't parse entities: Unmatched end tag at byte offset ${text.length}`);
  const type = TYPES[name];
  const length = text.length - tag.offset;
  if (!type || length === 0) return;
  entities.push({ type, offset: tag.offset, length, ...(tag.url === undefined ? {} : { url: tag.url }) });
}

function decoded(token: string): string {
  const number = /^&#(x?)([\da-f]+);$/i.exec(token);
  if (number?.[2]) return String.fromCodePoint(Number.parseInt(number[2], number[1] ? 16 : 10));
  return NAMED[token.slice(1, -1)] ?? token;
}
