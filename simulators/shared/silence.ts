/** 20 ms of silence in Opus (CELT, full band, mono). */
const SILENT_PACKET = Buffer.from([0xf8, 0xff, 0xfe]);
const SAMPLES_PER_PACKET = 960;
const SERIAL = 0x574f4b46;

/** An Ogg Opus file of silence that players accept, as a phone's voice message would be: RFC 7845. */
export function silentVoice(seconds: number): Buffer {
  const pages = [page(0, 2, 0, [opusHead()]), page(1, 0, 0, [opusTags()])];
  const packets = Math.max(1, Math.round(seconds * 50));
  for (let first = 0; first < packets; first += 50) {
    const count = Math.min(50, packets - first);
    const last = first + count === packets;
    const samples = (first + count) * SAMPLES_PER_PACKET;
    pages.push(
      page(
        pages.length,
        last ? 4 : 0,
        samples,
        Array.from({ length: count }, () => SILENT_PACKET),
      ),
    );
  }
  return Buffer.concat(pages);
}

function opusHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write("OpusHead", 0, "latin1");
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt32LE(48_000, 12);
  return head;
}

function opusTags(): Buffer {
  const tags = Buffer.alloc(24);
  tags.write("OpusTags", 0, "latin1");
  tags.writeUInt32LE(8, 8);
  tags.write("silence.", 12, "latin1");
  return tags;
}

/** RFC 3533, section 6. Every packet here is shorter than 255 bytes. */
function page(sequence: number, flags: number, granule: number, packets: Buffer[]): Buffer {
  const header = Buffer.alloc(27 + packets.length);
  header.write("OggS", 0, "latin1");
  header.writeUInt8(flags, 5);
  header.writeBigUInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(SERIAL, 14);
  header.writeUInt32LE(sequence, 18);
  header.writeUInt8(packets.length, 26);
  for (const [index, packet] of packets.entries()) header.writeUInt8(packet.length, 27 + index);
  const whole = Buffer.concat([header, ...packets]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

/** CRC-32 with the polynomial 0x04c11db7, neither reflected nor inverted. */
function checksum(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}
