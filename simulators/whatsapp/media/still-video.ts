import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from "mediabunny";

/** In macroblocks of 16 by 16 pixels. */
const COLUMNS = 10;
const ROWS = 6;

/**
 * An MP4 that players show, 160 by 96 pixels: a gradient, standing still. Node has no video encoder, so the only picture is
 * written uncompressed (I_PCM macroblocks of H.264), and each later one says "as before". ITU-T H.264, sections 7.3 and 9.1.
 */
export async function stillVideo(seconds: number, framesPerSecond = 10): Promise<Buffer> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: "in-memory" }), target });
  const source = new EncodedVideoPacketSource("avc");
  output.addVideoTrack(source, { frameRate: framesPerSecond });
  await output.start();
  const duration = 1 / framesPerSecond;
  const decoderConfig = {
    codec: "avc1.42c00a",
    codedWidth: COLUMNS * 16,
    codedHeight: ROWS * 16,
    description: decoderRecord(),
  };
  for (let index = 0; index < seconds * framesPerSecond; index++) {
    const slice = index === 0 ? firstPicture() : samePicture(index);
    const kind = index === 0 ? "key" : "delta";
    await source.add(new EncodedPacket(withLength(slice), kind, index * duration, duration), { decoderConfig });
  }
  await output.finalize();
  if (!target.buffer) throw new Error("The video could not be written.");
  return Buffer.from(target.buffer);
}

/** ISO/IEC 14496-15, section 5.3.3.1: the parameter sets, and lengths of four bytes. */
function decoderRecord(): Uint8Array {
  const sps = sequenceParameters();
  const pps = pictureParameters();
  return Uint8Array.from([1, 0x42, 0xc0, 10, 0xff, 0xe1, 0, sps.length, ...sps, 1, 0, pps.length, ...pps]);
}

function sequenceParameters(): Uint8Array {
  const bits = new BitWriter();
  bits.write(0x42c00a, 24); // constrained baseline, level 1
  bits.golomb(0); // id
  bits.golomb(4); // frame_num has 8 bits
  bits.golomb(2); // pictures are shown in the order in which they are coded
  bits.golomb(1); // one reference picture
  bits.write(0, 1);
  bits.golomb(COLUMNS - 1);
  bits.golomb(ROWS - 1);
  bits.write(0b1100, 4); // frames only, direct 8x8, no cropping, nothing about display
  return bits.unit(0x67);
}

function pictureParameters(): Uint8Array {
  const bits = new BitWriter();
  bits.golomb(0); // id
  bits.golomb(0); // of the sequence
  bits.write(0b00, 2); // CAVLC, no order of bottom fields
  for (const value of [0, 0, 0]) bits.golomb(value); // one slice group, one reference picture each way
  bits.write(0, 3);
  for (const value of [0, 0, 0]) bits.golomb(value); // quantisers as they are
  bits.write(0b100, 3); // the deblocking filter can be switched off
  return bits.unit(0x68);
}

/** An IDR slice of I_PCM macroblocks: 256 bytes of brightness, 64 of each colour difference. */
function firstPicture(): Uint8Array {
  const bits = new BitWriter();
  sliceHeader(bits, 7, 0);
  bits.golomb(0); // idr_pic_id
  bits.write(0, 2);
  bits.golomb(0); // slice_qp_delta
  bits.golomb(1); // no deblocking
  for (let block = 0; block < COLUMNS * ROWS; block++) {
    bits.golomb(25); // I_PCM
    bits.align();
    const [column, row] = [block % COLUMNS, Math.floor(block / COLUMNS)];
    for (let pixel = 0; pixel < 256; pixel++)
      bits.write(60 + column * 12 + Math.floor((pixel % 16) * 0.75) + row * 6, 8);
    for (let pixel = 0; pixel < 64; pixel++) bits.write(150 - row * 6, 8);
    for (let pixel = 0; pixel < 64; pixel++) bits.write(96 + column * 3, 8);
  }
  return bits.unit(0x65);
}

/** A P slice in which every macroblock is skipped. */
function samePicture(index: number): Uint8Array {
  const bits = new BitWriter();
  sliceHeader(bits, 5, index % 256);
  bits.write(0, 2); // reference pictures as they are: neither another number of them nor another order
  bits.write(0, 1); // and none is marked by hand
  bits.golomb(0); // slice_qp_delta
  bits.golomb(1); // no deblocking
  bits.golomb(COLUMNS * ROWS); // mb_skip_run
  return bits.unit(0x41);
}

function sliceHeader(bits: BitWriter, type: number, frame: number): void {
  bits.golomb(0); // first macroblock
  bits.golomb(type);
  bits.golomb(0); // picture parameters
  bits.write(frame, 8);
}

function withLength(unit: Uint8Array): Uint8Array {
  const packet = Buffer.alloc(4 + unit.length);
  packet.writeUInt32BE(unit.length, 0);
  packet.set(unit, 4);
  return packet;
}

class BitWriter {
  #bytes: number[] = [];
  #current = 0;
  #count = 0;

  write(value: number, length: number): void {
    for (let bit = length - 1; bit >= 0; bit--) {
      this.#current = (this.#current << 1) | ((value >> bit) & 1);
      if (++this.#count < 8) continue;
      this.#bytes.push(this.#current);
      this.#current = 0;
      this.#count = 0;
    }
  }

  /** Exp-Golomb, unsigned. A signed one is asked for by its mapped number. */
  golomb(value: number): void {
    const length = 32 - Math.clz32(value + 1);
    this.write(0, length - 1);
    this.write(value + 1, length);
  }

  align(): void {
    while (this.#count > 0) this.write(0, 1);
  }

  /** The whole unit: its header, the bits, the stop bit; with a 3 wherever two zeros would look like a start code. */
  unit(header: number): Uint8Array {
    this.write(1, 1);
    this.align();
    const escaped = [header];
    let zeros = 0;
    for (const byte of this.#bytes) {
      if (zeros === 2 && byte <= 3) {
        escaped.push(3);
        zeros = 0;
      }
      escaped.push(byte);
      zeros = byte === 0 ? zeros + 1 : 0;
    }
    return Uint8Array.from(escaped);
  }
}
