import { z } from "zod";
import type { TextEntity } from "#contract/message-content.ts";

const entity = z.object({
  type: z.string(),
  offset: z.int().min(0),
  length: z.int().min(1),
  url: z.string().optional().catch(undefined),
});
type TelegramEntity = z.output<typeof entity>;

/** Telegram's names (core.telegram.org/bots/api#messageentity) by ours; what is not listed is shown as plain text. */
const kinds: Readonly<Record<string, TextEntity["kind"]>> = {
  bold: "bold",
  italic: "italic",
  underline: "underline",
  strikethrough: "strikethrough",
  spoiler: "spoiler",
  code: "code",
  pre: "preformatted",
  blockquote: "quote",
  expandable_blockquote: "quote",
  text_link: "link",
  url: "link",
};

/** Reads the formatting of a text; both sides count UTF-16 code units. What does not fit the text is left out. */
export function readEntities(given: unknown, text: string): TextEntity[] {
  // Most texts have none, and a schema that fails costs more than all else that is read of them.
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  return list.flatMap((item) => {
    const parsed = entity.safeParse(item);
    return parsed.success ? readEntity(parsed.data, text) : [];
  });
}

function readEntity(given: TelegramEntity, text: string): TextEntity[] {
  const { type, offset, length } = given;
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (!kind || offset + length > text.length) return [];
  if (kind !== "link") return [{ kind, offset, length }];
  const url = addressOf(given.url ?? text.slice(offset, offset + length));
  return url ? [{ kind, offset, length, url }] : [];
}

/** Only web addresses become links: other schemes could run something when they are clicked. */
function addressOf(written: string): string | null {
  const url = URL.parse(
    /^[a-z][a-z0-9+.-]*:/i.test(written) && !/^[^/]*:\d/.test(written) ? written : `https://${written}`,
  );
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url.href : null;
}
