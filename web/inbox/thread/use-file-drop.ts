import { type DragEvent, useRef, useState } from "react";

/** Takes files that are dragged onto an element. `over` is true while files hover above it. */
export function useFileDrop(enabled: boolean, onFiles: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  // Entering a child fires before leaving its parent, so the depth tells when the files are really gone.
  const depth = useRef(0);

  function enter(event: DragEvent) {
    if (!carriesFiles(event)) return;
    depth.current += 1;
    setOver(enabled);
  }

  function leave(event: DragEvent) {
    if (!carriesFiles(event)) return;
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setOver(false);
  }

  function drop(event: DragEvent) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    if (enabled) onFiles([...event.dataTransfer.files]);
  }

  function allow(event: DragEvent) {
    if (carriesFiles(event)) event.preventDefault();
  }

  return { over, handlers: { onDragEnter: enter, onDragLeave: leave, onDragOver: allow, onDrop: drop } };
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes("Files");
}
