import { z } from "zod";
import { detectEntities } from "../state/entities.ts";
import type { MessageEntity } from "../state/wire.ts";
import { integer, json } from "./call.ts";
import { parseHtml } from "./parse-html.ts";
import { parseMarkdown } from "./parse-markdown.ts";

const entitySchema = z.object({
  type: z.string(),
  offset: integer,
  length: integer,
  url: z.string().optional(),
  language: z.string().optional(),
});

/** https://core.telegram.org/bots/api#formatting-options */
export const formatShape = {
  parse_mode: z.string().optional(),
  entities: json(z.array(entitySchema).optional()),
};

export const captionShape = {
  parse_mode: z.string().optional(),
  caption_entities: json(z.array(entitySchema).optional()),
};

export type Format = { parse_mode?: string | undefined; entities?: MessageEntity[] | undefined };

/** The text without its markup and without white space around it, and the entities of what is left. */
export function formattedText(source: string, format: Format): { text: string; entities: MessageEntity[] } {
  const parsed = parse(source, format);
  const start = parsed.text.length - parsed.text.trimStart().length;
  const text = parsed.text.trim();
  const entities = parsed.entities.flatMap((entity) => shifted(entity, start, text.length));
  return { text, entities: detectEntities(text, entities) };
}

function parse(source: string, { parse_mode, entities }: Format): { text: string; entities: MessageEntity[] } {
  const mode = parse_mode?.toLowerCase();
  if (mode === "html") return parseHtml(source);
  if (mode === "markdownv2" || mode === "markdown") return parseMarkdown(source);
  return { text: source, entities: entities ?? [] };
}

function shifted(entity: MessageEntity, start: number, length: number): MessageEntity[] {
  const from = Math.max(0, entity.offset - start);
  const to = Math.min(length, entity.offset - start + entity.length);
  return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
}
