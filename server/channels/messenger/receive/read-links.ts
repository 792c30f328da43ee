import { z } from "zod";
import { words } from "#server/channels/messenger/receive/event.ts";
import type { Attachment } from "#server/channels/messenger/receive/read-contents.ts";

/** What people share: a link with its title, a reel, a post. */
const shared: ReadonlySet<string> = new Set(["fallback", "share", "reel", "ig_reel", "post", "ig_post"]);

const element = z.looseObject({ title: words, subtitle: words });
const elements = z.array(element).catch([]).default([]);
const template = z.looseObject({
  text: words,
  elements,
  product: z.looseObject({ elements }).optional().catch(undefined),
  buttons: z
    .array(z.looseObject({ title: words }))
    .catch([])
    .default([]),
});

/** What a shared thing or a template says in words that the message itself does not say; null when it is neither, or says nothing. */
export function linkOf({ type, title, url, payload }: Attachment, text: string | null): string | null {
  if (type === "template") return templateOf(payload);
  if (!shared.has(type)) return null;
  const lines = [title ?? payload?.title, payload?.url ?? url].filter(
    (line) => typeof line === "string" && line !== "",
  );
  if (lines.length === 0) return null;
  return lines.filter((line) => !text?.includes(line ?? "")).join("\n");
}

function templateOf(given: unknown): string | null {
  const parsed = template.safeParse(given);
  if (!parsed.success) return null;
  const { text, elements, product, buttons } = parsed.data;
  const shown = [...elements, ...(product?.elements ?? [])].flatMap(({ title, subtitle }) => [title, subtitle]);
  return [text, ...shown, ...buttons.map(({ title }) => title && `[${title}]`)].filter(Boolean).join("\n") || null;
}
