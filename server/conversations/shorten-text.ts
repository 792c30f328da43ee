const mostCharacters = 160;

/** A text in one line of at most 160 characters, as lists and quotations show it. */
export function shortenText(text: string): string {
  // Messages may be long and full of space; only so much of their beginning can matter.
  const line = text.slice(0, 2_000).replace(/\s+/g, " ").trim();
  if (line.length <= mostCharacters) return line;
  const characters = [...line.slice(0, mostCharacters * 2)];
  return characters.length <= mostCharacters ? line : `${characters.slice(0, mostCharacters - 1).join("")}…`;
}
