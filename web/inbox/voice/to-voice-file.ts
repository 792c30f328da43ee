import type { Recorded } from "#web/inbox/voice/record-voice.ts";

const type = "audio/ogg";

/**
 * A recording as messengers take voice messages: Ogg with Opus. What packs it anew is loaded only when it is needed, which in
 * Firefox it never is.
 */
export async function toVoiceFile({ blob, form }: Pick<Recorded, "blob" | "form">): Promise<File> {
  const parts = form.needs === "nothing" ? [blob] : [await packed(blob)];
  return new File(parts, "voice.ogg", { type });
}

async function packed(blob: Blob): Promise<ArrayBuffer> {
  const { BlobSource, BufferTarget, Conversion, Input, MP4, OggOutputFormat, Output, WEBM } = await import(
    "mediabunny"
  );
  const input = new Input({ source: new BlobSource(blob), formats: [WEBM, MP4] });
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  // Copied packet by packet where it is Opus already, else encoded.
  const conversion = await Conversion.init({ input, output, audio: { codec: "opus" }, showWarnings: false });
  await conversion.execute();
  if (!target.buffer) throw new Error("Nothing was written.");
  return target.buffer;
}
