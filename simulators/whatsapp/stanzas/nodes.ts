import { type BinaryNode, getBinaryNodeChildBuffer } from "baileys";

/** How the server signs itself. */
export const SERVER = "@s.whatsapp.net";

/** The children of a node; none when it carries bytes or nothing. */
export function childrenOf(node: BinaryNode | undefined): BinaryNode[] {
  return Array.isArray(node?.content) ? node.content : [];
}

/** The first child with this tag. */
export function child(node: BinaryNode | undefined, tag: string): BinaryNode | undefined {
  return childrenOf(node).find((candidate) => candidate.tag === tag);
}

/** The bytes of the child with this tag. Throws when it has none. */
export function bytesOf(node: BinaryNode | undefined, tag: string): Buffer {
  const bytes = getBinaryNodeChildBuffer(node, tag);
  if (!bytes) throw new Error(`The stanza has no bytes in <${tag}>.`);
  return Buffer.from(bytes);
}

/** The number in the child with this tag, big-endian. */
export function numberOf(node: BinaryNode | undefined, tag: string): number {
  const bytes = bytesOf(node, tag);
  return bytes.readUIntBE(0, bytes.length);
}

/** A number as the protocol writes it: 4 bytes for registrations, 3 for keys. */
export function bigEndian(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}
