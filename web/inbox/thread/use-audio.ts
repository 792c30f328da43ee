import { useEffect, useRef, useState } from "react";

/** Plays one sound. Nothing is fetched before it is first played; leaving the page that shows it ends it. */
export function useAudio(address: string) {
  const audio = useRef<HTMLAudioElement | null>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [unplayable, setUnplayable] = useState(false);
  useEffect(() => () => audio.current?.pause(), []);

  function made(): HTMLAudioElement {
    if (audio.current) return audio.current;
    const element = new Audio(address);
    element.onplay = () => setPlaying(true);
    element.onpause = () => setPlaying(false);
    element.onended = () => setAt(0);
    element.ontimeupdate = () => setAt(element.currentTime);
    element.onerror = () => setUnplayable(true);
    audio.current = element;
    return element;
  }

  function toggle(): void {
    if (playing) made().pause();
    else
      void made()
        .play()
        .catch(() => setUnplayable(true));
  }

  function seek(seconds: number): void {
    made().currentTime = seconds;
    setAt(seconds);
  }

  return { playing, at, unplayable, toggle, seek };
}
