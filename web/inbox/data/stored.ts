/** Reads what this browser keeps under a key; undefined when there is nothing, or when the browser blocks its storage. */
export function readStored<T>(storage: () => Storage, key: string): T | undefined {
  try {
    const written = storage().getItem(key);
    return written === null ? undefined : JSON.parse(written);
  } catch {
    return undefined;
  }
}

/** Keeps a value under a key; null takes it away. A browser that is full or blocks its storage keeps nothing. */
export function keepStored(storage: () => Storage, key: string, value: unknown): void {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
  } catch {
    // Nothing depends on it: the value lives on in the page until it is left.
  }
}
