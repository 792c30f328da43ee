import { useEffect, useRef, useState } from "react";
import { takeTurn } from "#web/inbox/content/turns.ts";

/** Plays one sound. Nothing is fetched before it is first played; leaving the page that shows it ends it. */
export function useAudio(address: string, speed: number) {
  const audio = useRef<HTMLAudioElement | null>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState<number | null>(null);
  const [unplayable, setUnplayable] = useState(false);
  useEffect(() => () => audio.current?.pause(), []);
  useEffect(() => {
    if (audio.current) audio.current.playbackRate = speed;
  }, [speed]);
  // The browser tells the time four times a second, which would move the mark in jumps.
  useEffect(() => {
    if (!playing) return;
    let frame = requestAnimationFrame(follow);
    function follow() {
      setAt(audio.current?.currentTime ?? 0);
      frame = requestAnimationFrame(follow);
    }
    return () => cancelAnimationFrame(frame);
  }, [playing]);

  function made(): HTMLAudioElement {
    if (audio.current) return audio.current;
    const element = new Audio(address);
    element.playbackRate = speed;
    element.onplay = () => {
      takeTurn(element);
      setPlaying(true);
    };
    element.onpause = () => setPlaying(false);
    element.onended = () => setAt(0);
    element.ondurationchange = () => setLength(Number.isFinite(element.duration) ? element.duration : null);
    element.onerror = () => setUnplayable(true);
    audio.current = element;
    return element;
  }

  function toggle(): void {
    if (playing) made().pause();
    else
      void made()
        .play()
        .catch((error: unknown) => {
          // Pausing before it has begun is no fault of the sound.
          if (!(error instanceof DOMException && error.name === "AbortError")) setUnplayable(true);
        });
  }

  function seek(seconds: number): void {
    made().currentTime = seconds;
    setAt(seconds);
  }

  return { playing, at, length, unplayable, toggle, seek };
}
