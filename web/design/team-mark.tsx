import type { TeamColour } from "#contract/teams.ts";
import styles from "#web/design/team-mark.module.css";

interface TeamMarkProps {
  readonly team: { readonly name: string; readonly colour: TeamColour };
  /** Leaves the name to what is read aloud, and to whoever points at the mark. */
  readonly bare?: boolean;
}

/** A team by its colour and name. */
export function TeamMark({ team, bare = false }: TeamMarkProps) {
  return (
    <span className={styles.mark} title={bare ? team.name : undefined}>
      <span className={styles.dot} style={{ background: `var(--wk-team-${team.colour})` }} aria-hidden />
      <bdi className={bare ? "wk-hidden" : styles.name}>{team.name}</bdi>
    </span>
  );
}
