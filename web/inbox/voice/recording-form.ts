/** A form in which this browser can record, and what has to be done with it to be Ogg with Opus. */
export interface RecordingForm {
  readonly mimeType: string;
  /** `pack`: the sound is Opus already and only lies in another container. `code`: it has to be encoded anew. */
  readonly needs: "nothing" | "pack" | "code";
}

/** The best first: Firefox records Ogg, Chromium and newer Safaris WebM, older Safaris only AAC in MP4. */
const forms: readonly RecordingForm[] = [
  { mimeType: "audio/ogg;codecs=opus", needs: "nothing" },
  { mimeType: "audio/webm;codecs=opus", needs: "pack" },
  { mimeType: "audio/mp4;codecs=opus", needs: "pack" },
  { mimeType: "audio/mp4", needs: "code" },
];

/** What of a browser decides whether it can record a voice message. */
export interface Abilities {
  readonly records: (mimeType: string) => boolean;
  readonly encodesOpus: () => Promise<boolean>;
}

/** In which form this browser records voice messages; null when it has none that could become one. */
export async function recordingForm({ records, encodesOpus }: Abilities): Promise<RecordingForm | null> {
  const form = forms.find(({ mimeType }) => records(mimeType));
  if (!form) return null;
  return form.needs !== "code" || (await encodesOpus()) ? form : null;
}

/** What this very browser can do. */
export const ownAbilities: Abilities = {
  records: (mimeType) => typeof MediaRecorder !== "undefined" && MediaRecorder.isTypeSupported(mimeType),
  async encodesOpus() {
    if (typeof AudioEncoder === "undefined") return false;
    const config = { codec: "opus", sampleRate: 48_000, numberOfChannels: 1 };
    return (await AudioEncoder.isConfigSupported(config)).supported === true;
  },
};
