/** Does the work for every item, at most so many at a time, in their order. Rejects with the first failure. */
export async function inParallel<Item>(
  most: number,
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: most }, lane));
}
