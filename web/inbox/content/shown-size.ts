/**
 * The size in pixels in which a picture stands in a thread: never beyond `most`, never a mere line, and enlarged only up to `least`, which
 * a video needs for its controls.
 */
export function shownSize(
  picture: { readonly width: number | null; readonly height: number | null },
  most: number,
  least = 0,
): { width: number; height: number } {
  const width = picture.width ?? most;
  const height = picture.height ?? Math.round(most * 0.75);
  const largest = Math.min(most / width, most / height);
  const scale = Math.min(largest, Math.max(1, least / width));
  return { width: Math.max(48, Math.round(width * scale)), height: Math.max(48, Math.round(height * scale)) };
}
