/** `WA`, the version of the protocol, the version of the dictionary. Only this much of the beginning is the Noise prologue. */
export const WA_HEADER = Buffer.from([0x57, 0x41, 6, 3]);
const ROUTING_LENGTH_AT = 4;

/**
 * Cuts the bytes of a client into frames: 3 bytes of length, big-endian, and the body. The first frame has the WA header in
 * front, and before that `ED 00 01` with the routing information if the server ever gave some.
 */
export function frameReader(): (chunk: Uint8Array) => Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    if (!started) {
      const body = bodyAfterHeader(rest);
      if (!body) return [];
      rest = body;
      started = true;
    }
    const { frames, left } = cut(rest);
    rest = left;
    return frames;
  };
}

/** A body with its length in front. */
export function frame(body: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(3 + body.length);
  framed.writeUIntBE(body.length, 0, 3);
  framed.set(body, 3);
  return framed;
}

function bodyAfterHeader(bytes: Buffer): Buffer | undefined {
  let start = 0;
  if (bytes.subarray(0, 2).toString() === "ED") {
    if (bytes.length < ROUTING_LENGTH_AT + 3) return undefined;
    start = ROUTING_LENGTH_AT + 3 + bytes.readUIntBE(ROUTING_LENGTH_AT, 3);
  }
  const end = start + WA_HEADER.length;
  if (bytes.length < end) return undefined;
  if (!bytes.subarray(start, end).equals(WA_HEADER))
    throw new Error("The client does not begin as WhatsApp clients do.");
  return bytes.subarray(end);
}

function cut(bytes: Buffer): { frames: Buffer[]; left: Buffer } {
  const frames: Buffer[] = [];
  let at = 0;
  while (bytes.length >= at + 3) {
    const end = at + 3 + bytes.readUIntBE(at, 3);
    if (bytes.length < end) break;
    frames.push(bytes.subarray(at + 3, end));
    at = end;
  }
  return { frames, left: bytes.subarray(at) };
}
