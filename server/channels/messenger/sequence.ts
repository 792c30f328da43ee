const places = 100;

/** Where something stands in the order of a chat: when Messenger says that it was, in milliseconds, and its place among what came with it. */
export function sequenceOf(milliseconds: number, place = 0): number {
  return milliseconds * places + Math.min(place, places - 1);
}

/** The last place of that moment, with which everything of it is included. */
export function endOf(milliseconds: number): number {
  return sequenceOf(milliseconds, places - 1);
}
