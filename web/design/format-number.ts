const whole = new Intl.NumberFormat();
const oneDigit = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** A number with the separators of the browser's locale. */
export function formatNumber(value: number): string {
  return whole.format(value);
}

/** A count that always fits a badge: 7, 940, 1.2k, 14k, 99k+. */
export function formatCount(value: number): string {
  if (value < 1_000) return String(value);
  if (value < 10_000) return `${oneDigit.format(Math.floor(value / 100) / 10)}k`;
  return value < 99_000 ? `${Math.floor(value / 1_000)}k` : "99k+";
}

/** A size in bytes as people read it: 840 B, 12 kB, 4.2 MB. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${unit > 1 ? oneDigit.format(value) : whole.format(Math.round(value))} ${units[unit]}`;
}

/** A count with its noun: "1 conversation", "312 conversations". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${whole.format(value)} ${value === 1 ? one : many}`;
}
