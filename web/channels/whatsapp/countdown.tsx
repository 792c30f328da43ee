import { useSecond } from "#web/channels/use-second.ts";
import styles from "#web/channels/whatsapp/whatsapp.module.css";

interface CountdownProps {
  /** In milliseconds since 1970. */
  readonly endsAt: number;
  readonly lifetime: number;
  /** What happens at the end: "New code in". */
  readonly words: string;
}

/** The seconds that are left, in words and as a line that grows shorter. */
export function Countdown({ endsAt, lifetime, words }: CountdownProps) {
  const left = Math.max(0, Math.min(lifetime, endsAt - useSecond()));
  return (
    <div className={styles.countdown}>
      <span>
        {words} {inWords(Math.ceil(left / 1_000))}
      </span>
      <span className={styles.rest} aria-hidden>
        <span style={{ width: `${(left / lifetime) * 100}%` }} />
      </span>
    </div>
  );
}

function inWords(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
