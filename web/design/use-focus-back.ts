import { useEffect, useRef, useState } from "react";

// As long as Mantine waits before it gives the focus back itself.
const settledMs = 10;

/**
 * Gives the focus back to what had it, once a dialog goes away. Mantine does so only for dialogs that stay mounted while closed;
 * one that is mounted open calls this.
 */
export function useFocusBack(): void {
  const [opener] = useState(focused);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(timer.current);
    return () => {
      timer.current = setTimeout(() => {
        // Whatever took the focus on purpose keeps it.
        if (document.activeElement === document.body) opener?.focus({ preventScroll: true });
      }, settledMs);
    };
  }, [opener]);
}

/** What has the focus; of a menu that is about to close, the button that opened it. */
function focused(): HTMLElement | null {
  const element = document.activeElement;
  const menu = element?.closest('[role="menu"]');
  const opener = menu ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : element;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}
