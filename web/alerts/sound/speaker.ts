import { createStore, type Store } from "#web/shell/store.ts";

/** Whether this tab may sound. Browsers block sound until somebody has clicked or typed in the page. */
export const soundAllowed: Store<boolean> = createStore(false);

/** Finds out whether this tab may sound, and goes on watching; any click or key in the page may change it. */
export function watchSoundAllowed(): () => void {
  const audio = speaker();
  if (!audio) return () => undefined;
  const tell = () => soundAllowed.set(audio.state === "running");
  const wake = () => {
    if (audio.state !== "running") audio.resume().catch(() => undefined);
  };
  tell();
  audio.addEventListener("statechange", tell);
  // In the capturing phase, so that a part of the page that stops the event does not keep the sound away.
  const gestures = ["pointerdown", "keydown"] as const;
  for (const gesture of gestures) window.addEventListener(gesture, wake, { capture: true, passive: true });
  return () => {
    audio.removeEventListener("statechange", tell);
    for (const gesture of gestures) window.removeEventListener(gesture, wake, { capture: true });
  };
}

const patienceMs = 1_000;

/** Asks the browser for sound, from within a click. Answers whether it was given; one that does not answer has refused. */
export async function allowSound(): Promise<boolean> {
  const audio = speaker();
  if (!audio) return false;
  const tooLate = new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
  await Promise.race([audio.resume().catch(() => undefined), tooLate]);
  soundAllowed.set(audio.state === "running");
  return soundAllowed.get();
}

const apartSeconds = 0.25;
const furthestSeconds = 5;
let nextAt = 0;

/** Sounds once, at a volume of 5 to 100. Several at a time follow each other; what would come too late is left out. */
export function soundOnce(volume: number): void {
  const audio = speaker();
  if (!audio) return;
  const at = Math.max(audio.currentTime, nextAt);
  if (at - audio.currentTime > furthestSeconds) return;
  nextAt = at + apartSeconds;
  note(audio, 784, at, volume);
  note(audio, 1_175, at + 0.09, volume);
}

/** A soft struck note: it rises at once and fades, so that it neither clicks nor startles. */
function note(audio: AudioContext, hertz: number, at: number, volume: number): void {
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  // Squared, because the ear hears loudness by its logarithm.
  const peak = 0.5 * (volume / 100) ** 2;
  tone.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(peak, at + 0.008);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.35);
  tone.connect(loudness).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.36);
}

let made: AudioContext | null | undefined;

/** One for the whole tab, as browsers allow only a few; null where there is none at all. */
function speaker(): AudioContext | null {
  if (made === undefined) made = "AudioContext" in window ? new AudioContext() : null;
  return made;
}
