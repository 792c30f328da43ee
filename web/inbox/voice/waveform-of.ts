/** How many values a waveform has, as messengers draw it. */
const values = 64;

/** What is quieter than this, of a full 1, is noise, and is not made loud by measuring everything against it. */
const quiet = 0.04;

/** The loudness of a recording over its time, 64 values from 0 to 100, of the levels (0 to 1) that were measured while it ran. */
export function waveformOf(levels: readonly number[]): number[] {
  if (levels.length === 0) return Array.from({ length: values }, () => 0);
  const loudest = Math.max(quiet, ...levels);
  return Array.from({ length: values }, (_, at) => {
    const from = Math.floor((at * levels.length) / values);
    const to = Math.max(from + 1, Math.floor(((at + 1) * levels.length) / values));
    const stretch = levels.slice(from, to);
    const mean = stretch.reduce((sum, level) => sum + level, 0) / stretch.length;
    return Math.max(0, Math.min(100, Math.round((mean / loudest) * 100)));
  });
}

/** The level of a stretch of samples (-1 to 1): their root mean square. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
