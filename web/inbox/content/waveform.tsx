import { useMemo } from "react";
import { barsOf } from "#web/inbox/content/bars-of.ts";
import styles from "#web/inbox/content/sound.module.css";

const bars = 48;
const [pitch, width, height] = [4, 2, 24];

/** The loudness of a sound over its time, with the part that was played in colour. `played` from 0 to 1. */
export function Waveform({ waveform, played }: { waveform: readonly number[]; played: number }) {
  const drawn = useMemo(() => pathOf(barsOf(waveform, bars)), [waveform]);
  return (
    <svg className={styles.waveform} viewBox={`0 0 ${bars * pitch} ${height}`} preserveAspectRatio="none" aria-hidden>
      <path className={styles.rest} d={drawn} />
      <path className={styles.played} d={drawn} style={{ clipPath: `inset(0 ${(1 - played) * 100}% 0 0) view-box` }} />
    </svg>
  );
}

function pathOf(values: readonly number[]): string {
  return values
    .map((value, at) => {
      const tall = Math.max(2, Math.round(value * height));
      return `M${at * pitch + 1} ${(height - tall) / 2}h${width}v${tall}h-${width}z`;
    })
    .join("");
}
