/** One of `lanes` queues, always the same for the same identifier: so many jobs of a kind run at once, and no more. */
export function laneOf(kind: string, id: string, lanes: number): string {
  // The end of an identifier is random.
  return `${kind}:${Number.parseInt(id.slice(-4), 16) % lanes}`;
}
