/** The name of a language such as `pt-BR` in the browser's own language; an unknown tag as it is. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
