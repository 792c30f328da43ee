import type { TextEntity } from "#contract/message-content.ts";

/** A piece of formatted text: plain characters, or a formatted stretch with what is inside it. */
export type RichNode = string | RichStretch;

/** A formatted stretch. `offset` is where it begins in the whole text, in UTF-16 code units. */
export interface RichStretch {
  readonly entity: TextEntity;
  readonly offset: number;
  readonly children: readonly RichNode[];
}

/**
 * Turns a text and its entities into a tree. Entities may nest, touch, reach beyond the text or cross each other: one that
 * crosses another is cut at its border, and no character of the text is ever lost or doubled.
 */
export function splitEntities(text: string, entities: readonly TextEntity[]): RichNode[] {
  const sound = entities
    .map((entity) => ({ entity, from: entity.offset, to: Math.min(entity.offset + entity.length, text.length) }))
    .filter((range) => range.from < range.to)
    .toSorted((a, b) => a.from - b.from || b.to - a.to);
  return nest(text, 0, text.length, sound);
}

interface Range {
  readonly entity: TextEntity;
  readonly from: number;
  readonly to: number;
}

function nest(text: string, from: number, to: number, ranges: readonly Range[]): RichNode[] {
  const nodes: RichNode[] = [];
  let at = from;
  let rest = ranges;
  while (rest.length > 0) {
    const [outer, ...others] = rest;
    if (!outer) break;
    if (outer.from > at) nodes.push(text.slice(at, outer.from));
    const inside = others.filter((range) => range.from < outer.to);
    const children = nest(
      text,
      outer.from,
      outer.to,
      inside.map((range) => ({ ...range, to: Math.min(range.to, outer.to) })),
    );
    nodes.push({ entity: outer.entity, offset: outer.from, children });
    at = outer.to;
    rest = after(others, outer.to);
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

/** What of the ranges lies behind a border, in order. */
function after(ranges: readonly Range[], border: number): Range[] {
  return ranges
    .filter((range) => range.to > border)
    .map((range) => ({ ...range, from: Math.max(range.from, border) }))
    .toSorted((a, b) => a.from - b.from || b.to - a.to);
}
