/** The size in pixels in which a picture stands in a thread: never enlarged, never beyond `most`, and never a mere line. */
export function shownSize(
  picture: { readonly width: number | null; readonly height: number | null },
  most: number,
): { width: number; height: number } {
  const width = picture.width ?? most;
  const height = picture.height ?? Math.round(most * 0.75);
  const scale = Math.min(1, most / width, most / height);
  return { width: Math.max(48, Math.round(width * scale)), height: Math.max(48, Math.round(height * scale)) };
}
