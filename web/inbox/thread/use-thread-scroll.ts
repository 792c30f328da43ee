import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const nearBottomPx = 80;

/**
 * Keeps a thread where its reader is: at the end as long as they are there, and otherwise at the same message, whatever
 * is added above or below. `changed` is anything that differs when the content does.
 */
export function useThreadScroll(scroll: RefObject<HTMLDivElement | null>, changed: object) {
  const follows = useRef(true);
  const anchor = useRef<{ id: string; top: number } | null>(null);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    follows.current = true;
    const box = scroll.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [scroll]);

  const remember = useCallback(() => {
    const box = scroll.current;
    if (!box) return;
    const distance = box.scrollHeight - box.scrollTop - box.clientHeight;
    follows.current = distance < nearBottomPx;
    setAway(distance > 2 * nearBottomPx);
    anchor.current = firstInSight(box);
  }, [scroll]);

  const hold = useCallback(() => {
    const box = scroll.current;
    if (!box) return;
    if (follows.current) box.scrollTop = box.scrollHeight;
    else if (anchor.current) holdAnchor(box, anchor.current);
  }, [scroll]);

  useLayoutEffect(() => {
    if (changed) hold();
  }, [changed, hold]);
  useEffect(() => {
    const box = scroll.current;
    const content = box?.firstElementChild;
    if (!box || !content) return;
    const observer = new ResizeObserver(hold);
    observer.observe(box);
    observer.observe(content);
    return () => observer.disconnect();
  }, [scroll, hold]);

  return { away, toEnd, remember };
}

/** The first message whose end is in sight, and where it stands. */
function firstInSight(box: HTMLElement): { id: string; top: number } | null {
  const edge = box.getBoundingClientRect().top;
  for (const element of box.querySelectorAll<HTMLElement>("[data-message]")) {
    const place = element.getBoundingClientRect();
    if (place.bottom > edge) return { id: element.dataset.message ?? "", top: place.top - edge };
  }
  return null;
}

function holdAnchor(box: HTMLElement, anchor: { id: string; top: number }): void {
  const element = box.querySelector(`[data-message="${anchor.id}"]`);
  if (!element) return;
  const top = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += top - anchor.top;
}
