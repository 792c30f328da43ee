import { el } from "/shared/dom.js";

/** A text with its entities as nodes; offsets count UTF-16 units, as JavaScript's strings do. */
export function richText(text, entities) {
  const cuts = new Set([0, text.length]);
  for (const { offset, length } of entities) cuts.add(offset).add(offset + length);
  const edges = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1];
    const around = entities.filter((entity) => entity.offset <= from && entity.offset + entity.length >= to);
    return piece(text.slice(from, to), around);
  });
}

function piece(words, around) {
  if (around.length === 0) return words;
  const target = around.map((entity) => targetOf(entity, words)).find(Boolean);
  const classes = around.map((entity) => entity.type).join(" ");
  if (!target) return el("span", { class: classes, text: words });
  return el("a", { class: classes, href: target, target: "_blank", rel: "noreferrer noopener", text: words });
}

/** Only web addresses become links, whatever the bot wrote. */
function targetOf(entity, words) {
  const address = entity.url ?? (entity.type === "url" ? words : undefined);
  if (address === undefined) return undefined;
  const url = URL.parse(/^https?:/i.test(address) ? address : `https://${address}`);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
