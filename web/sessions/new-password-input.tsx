import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useEffect, useState } from "react";
import styles from "#web/sessions/new-password-input.module.css";

interface NewPasswordInputProps extends Omit<PasswordInputProps, "value"> {
  readonly value?: string;
  /** What is known about the member and therefore easily guessed: names, e-mail address. */
  readonly known: readonly string[];
}

/** A field for a new password, with a meter of how hard it is to guess. */
export function NewPasswordInput({ known, value = "", ...rest }: NewPasswordInputProps) {
  const score = useStrength(value, known);
  return (
    <div>
      <PasswordInput
        autoComplete="new-password"
        description="At least 8 characters; a few words together are strong"
        value={value}
        {...rest}
      />
      <Meter score={value ? score : null} />
    </div>
  );
}

const words = ["Guessed at once", "Easily guessed", "Could be longer", "Strong", "Very strong"] as const;

function Meter({ score }: { score: 0 | 1 | 2 | 3 | 4 | null }) {
  return (
    <div
      className={styles.meter}
      data-score={score ?? undefined}
      role="status"
      aria-label={score === null ? "No password yet" : `Strength: ${words[score]}`}
    >
      {[1, 2, 3, 4].map((part) => (
        <span
          key={part}
          className={styles.part}
          data-filled={(score !== null && Math.max(1, score) >= part) || undefined}
        />
      ))}
      <span className={styles.word}>{score === null ? "" : words[score]}</span>
    </div>
  );
}

/** Null until the word lists have arrived. */
function useStrength(password: string, known: readonly string[]) {
  const [score, setScore] = useState<0 | 1 | 2 | 3 | 4 | null>(null);
  const all = known.join("\n");
  useEffect(() => {
    let current = true;
    if (!password) return setScore(null);
    void import("#web/sessions/password-strength.ts").then(
      ({ passwordStrength }) => current && setScore(passwordStrength(password, all.split("\n"))),
      () => current && setScore(null),
    );
    return () => {
      current = false;
    };
  }, [password, all]);
  return score;
}
