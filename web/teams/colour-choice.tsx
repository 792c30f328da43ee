import { IconCheck } from "@tabler/icons-react";
import { useId } from "react";
import { type TeamColour, teamColour } from "#contract/teams.ts";
import styles from "#web/teams/colour-choice.module.css";
import { colourWords } from "#web/teams/team-words.ts";

interface ColourChoiceProps {
  readonly value: TeamColour;
  readonly onChange: (colour: TeamColour) => void;
}

/** The colours that a team can be told apart by, as a group of radio buttons. */
export function ColourChoice({ value, onChange }: ColourChoiceProps) {
  const name = useId();
  return (
    <div className={styles.choice} role="radiogroup" aria-label="Colour">
      {teamColour.options.map((colour) => (
        <label key={colour} className={styles.colour} title={colourWords[colour]}>
          <input
            className={styles.input}
            type="radio"
            name={name}
            aria-label={colourWords[colour]}
            checked={colour === value}
            onChange={() => onChange(colour)}
          />
          <span className={styles.dot} style={{ background: `var(--wk-team-${colour})` }}>
            {colour === value ? <IconCheck size={14} stroke={3} aria-hidden /> : null}
          </span>
        </label>
      ))}
    </div>
  );
}
