import { expect, test } from "vitest";
import { recordingForm } from "#web/inbox/voice/recording-form.ts";

test.each([
  ["Firefox", ["audio/ogg;codecs=opus", "audio/webm;codecs=opus"], false, "nothing"],
  ["Chromium", ["audio/webm;codecs=opus", "audio/mp4;codecs=opus", "audio/mp4"], true, "pack"],
  ["an older Safari that can encode Opus", ["audio/mp4"], true, "code"],
  ["an older Safari that cannot", ["audio/mp4"], false, undefined],
  ["a browser that records nothing", [], true, undefined],
])("%s", async (_, types, encodes, needs) => {
  const abilities = { records: (type: string) => types.includes(type), encodesOpus: async () => encodes };
  expect((await recordingForm(abilities))?.needs).toBe(needs);
});
