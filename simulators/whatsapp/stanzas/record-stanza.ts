import type { BinaryNode } from "baileys";
import type { Connection, World } from "../state/world.ts";
import { childrenOf } from "./nodes.ts";

/** Older stanzas are forgotten when the log is twice this long. */
const KEPT = 100_000;

/** Notes a stanza of a client, with the time it came. */
export function recordStanza(world: World, connection: Connection, node: BinaryNode): void {
  if (world.stanzas.length >= 2 * KEPT) world.stanzas.splice(0, KEPT);
  world.stanzas.push({
    at: performance.timeOrigin + performance.now(),
    connection: connection.id,
    number: connection.device?.phone.number,
    device: connection.device?.number,
    tag: node.tag,
    attrs: node.attrs,
    children: childrenOf(node).map(({ tag }) => tag),
  });
}
