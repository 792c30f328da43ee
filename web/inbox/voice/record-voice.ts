import { insecure, microphoneFault, wrongForm } from "#web/inbox/voice/microphone-fault.ts";
import { ownAbilities, type RecordingForm, recordingForm } from "#web/inbox/voice/recording-form.ts";
import { levelOf, waveformOf } from "#web/inbox/voice/waveform-of.ts";

/** What was recorded. */
export interface Recorded {
  readonly blob: Blob;
  readonly form: RecordingForm;
  readonly seconds: number;
  readonly waveform: number[];
}

/** A recording that runs or rests. */
export interface Recording {
  /** The levels so far, 0 to 1, twenty for each second. */
  readonly levels: readonly number[];
  readonly seconds: () => number;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly finish: () => Promise<Recorded>;
  readonly cancel: () => void;
}

const measureEveryMs = 50;
/** Speech at this rate is as good as people hear it on a phone. */
const bitsPerSecond = 32_000;

/** Asks for the microphone and begins to record. Throws a `MicrophoneFault` with the sentence that says what helps. */
export async function recordVoice(): Promise<Recording> {
  if (!navigator.mediaDevices) throw insecure;
  const form = await recordingForm(ownAbilities);
  if (!form) throw wrongForm;
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
    return record(stream, form);
  } catch (error) {
    throw microphoneFault(error);
  }
}

function record(stream: MediaStream, form: RecordingForm): Recording {
  const recorder = new MediaRecorder(stream, { mimeType: form.mimeType, audioBitsPerSecond: bitsPerSecond });
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const meter = measure(stream);
  recorder.start(1_000);

  function end(): void {
    meter.end();
    for (const track of stream.getTracks()) track.stop();
  }

  return {
    levels: meter.levels,
    seconds: meter.seconds,
    pause() {
      if (recorder.state === "recording") recorder.pause();
      meter.rest();
    },
    resume() {
      if (recorder.state === "paused") recorder.resume();
      meter.goOn();
    },
    async finish() {
      const seconds = meter.seconds();
      await stopped(recorder);
      end();
      const blob = new Blob(pieces, { type: form.mimeType });
      return { blob, form, seconds, waveform: waveformOf(meter.levels) };
    },
    cancel() {
      if (recorder.state !== "inactive") recorder.stop();
      end();
    },
  };
}

function stopped(recorder: MediaRecorder): Promise<void> {
  if (recorder.state === "inactive") return Promise.resolve();
  return new Promise((resolve) => {
    recorder.onstop = () => resolve();
    recorder.stop();
  });
}

/** Measures what the microphone hears; its clock is that of the sound itself and stands still while nothing is recorded. */
function measure(stream: MediaStream) {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  audio.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const levels: number[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;

  function goOn(): void {
    void audio.resume();
    timer ??= setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      levels.push(levelOf(samples));
    }, measureEveryMs);
  }

  function rest(): void {
    void audio.suspend();
    clearInterval(timer);
    timer = undefined;
  }

  function end(): void {
    rest();
    void audio.close();
  }

  goOn();
  return { levels, seconds: () => audio.currentTime, goOn, rest, end };
}
