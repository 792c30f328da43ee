/** So many bars of a measured loudness, each the loudest of its stretch, from 0 to 1. What was hardly heard is still a mark. */
export function barsOf(waveform: readonly number[], count: number): number[] {
  const loudest = Math.max(1, ...waveform);
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * waveform.length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * waveform.length) / count));
    const value = Math.max(0, ...waveform.slice(from, to));
    return Math.max(0.08, Math.min(1, value / loudest));
  });
}
