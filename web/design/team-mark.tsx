import type { CSSProperties } from "react";
import type { TeamColour } from "#contract/teams.ts";
import styles from "#web/design/team-mark.module.css";

/** The colour by which a team is told apart, beside its name or with the name as its tooltip. */
export function TeamMark({ colour, size = 10 }: { colour: TeamColour; size?: number | undefined }) {
  const style: CSSProperties & Record<`--${string}`, string> = {
    "--mark-size": `${size}px`,
    "--mark-colour": `var(--wk-team-${colour})`,
  };
  return <span className={styles.mark} style={style} aria-hidden />;
}

/** A team by its colour and name, cut off where there is no room. */
export function TeamName({ team }: { team: { readonly name: string; readonly colour: TeamColour } }) {
  return (
    <span className={styles.team} title={team.name}>
      <TeamMark colour={team.colour} />
      <span className={styles.name}>{team.name}</span>
    </span>
  );
}
