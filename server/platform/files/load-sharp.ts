/** Loaded with the first picture, as an idle server need not hold it; one thread and no cache bound what it takes then. */
export async function loadSharp() {
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
