/**
 * JSON as Facebook's servers write it: everything that is not ASCII as \uXXXX with small letters, and a slash as \/. The signature is
 * over these bytes, so whoever parses and writes anew before checking gets another one.
 */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("/", "\\/")
    .replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
