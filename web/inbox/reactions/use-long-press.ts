import { type MouseEvent, type PointerEvent, useEffect, useRef } from "react";

const longMs = 450;
/** A finger that moves further scrolls. */
const stillPx = 10;

/** Hears a finger that rests on an element. With a mouse there is a button for the same. */
export function useLongPress(enabled: boolean, onPress: (element: HTMLElement) => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const pressed = useRef(false);
  useEffect(() => () => clearTimeout(press.current?.timer), []);

  function end(): void {
    clearTimeout(press.current?.timer);
    press.current = null;
  }

  function begin(event: PointerEvent<HTMLElement>): void {
    if (!enabled || event.pointerType !== "touch") return;
    const element = event.currentTarget;
    pressed.current = false;
    const timer = setTimeout(() => {
      end();
      pressed.current = true;
      onPress(element);
    }, longMs);
    press.current = { timer, x: event.clientX, y: event.clientY };
  }

  function move(event: PointerEvent): void {
    const from = press.current;
    if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > stillPx) end();
  }

  /** Lifting the finger is no click on the picture or link that it rested on. */
  function swallow(event: MouseEvent): void {
    if (!pressed.current) return;
    pressed.current = false;
    event.preventDefault();
    event.stopPropagation();
  }

  return { onClickCapture: swallow, onPointerDown: begin, onPointerMove: move, onPointerUp: end, onPointerCancel: end };
}
