const mostCharacters = 120;

/** A name that a service tells as the contract has names; empty where nothing of it can be shown. No character is cut into halves. */
export function channelName(told: string): string {
  const line = told.replace(/\p{Cc}/gu, " ").trim();
  return line.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, "");
}
