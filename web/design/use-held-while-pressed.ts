import { useEffect, useLayoutEffect, useRef, useState } from "react";

/**
 * What is shown, kept as it is while a button or finger is down anywhere in the page: whatever comes, goes or moves between press and
 * release moves the pressed thing away, and the click is lost or hits something else.
 */
export function useHeldWhilePressed<T>(shown: T): T {
  const latest = useRef(shown);
  const [press, setPress] = useState<{ readonly shown: T } | null>(null);
  useLayoutEffect(() => {
    latest.current = shown;
  });
  useEffect(() => {
    const hold = ({ button }: PointerEvent) => {
      // The other buttons open menus, over which their release is not told.
      if (button === 0) setPress({ shown: latest.current });
    };
    const release = ({ type, target }: Event) => {
      if (type === "blur" && target !== window) return;
      // The click comes after the release.
      setTimeout(() => setPress(null));
    };
    const capture = { capture: true };
    window.addEventListener("pointerdown", hold, capture);
    for (const ending of endings) window.addEventListener(ending, release, capture);
    return () => {
      window.removeEventListener("pointerdown", hold, capture);
      for (const ending of endings) window.removeEventListener(ending, release, capture);
    };
  }, []);
  return press ? press.shown : shown;
}

const endings = ["pointerup", "pointercancel", "contextmenu", "blur"] as const;
