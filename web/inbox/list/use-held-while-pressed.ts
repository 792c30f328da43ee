import { useEffect, useState } from "react";

/**
 * What is shown, kept as it is while a button or finger is down on it: a row that moves away between press and release would lose
 * the click.
 */
export function useHeldWhilePressed<T>(shown: T): { readonly held: T; readonly onPointerDown: () => void } {
  const [press, setPress] = useState<{ readonly shown: T } | null>(null);
  useEffect(() => {
    if (!press) return;
    // The click comes after the release.
    const release = () => setTimeout(() => setPress(null));
    const endings = ["pointerup", "pointercancel", "blur"] as const;
    for (const ending of endings) window.addEventListener(ending, release);
    return () => {
      for (const ending of endings) window.removeEventListener(ending, release);
    };
  }, [press]);
  return { held: press?.shown ?? shown, onPointerDown: () => setPress({ shown }) };
}
