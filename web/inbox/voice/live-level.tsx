import styles from "#web/inbox/voice/voice-panel.module.css";

const bars = 60;
const [pitch, width, height] = [4, 2, 24];
/** Speech seldom reaches a third of what can be measured. */
const gain = 3;

/** What the microphone heard in the last seconds, the newest at the end. */
export function LiveLevel({ levels }: { levels: readonly number[] }) {
  const last = levels.slice(-bars);
  const first = bars - last.length;
  const path = last
    .map((level, at) => {
      const tall = Math.max(2, Math.round(Math.min(1, level * gain) * height));
      return `M${(first + at) * pitch + 1} ${(height - tall) / 2}h${width}v${tall}h-${width}z`;
    })
    .join("");
  return (
    <svg className={styles.level} viewBox={`0 0 ${bars * pitch} ${height}`} preserveAspectRatio="none" aria-hidden>
      <path d={path} />
    </svg>
  );
}
