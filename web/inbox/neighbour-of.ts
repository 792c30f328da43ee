/** The row before or after another one; the first when nothing is chosen; undefined at the end of the list. */
export function neighbourOf<T extends { readonly id: string }>(
  rows: readonly T[],
  id: string | undefined,
  direction: 1 | -1,
): T | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return at === -1 ? rows[0] : rows[at + direction];
}
