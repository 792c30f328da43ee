import type { Member } from "#contract/members.ts";
import { Face } from "#web/design/face.tsx";
import styles from "#web/inbox/composer/candidate-list.module.css";
import type { Candidates } from "#web/inbox/composer/use-candidates.ts";
import { pictureOf } from "#web/shell/session.ts";

interface CandidateListProps {
  readonly id: string;
  readonly candidates: Candidates;
  readonly onChoose: (member: Member) => void;
}

/** Above a note: the colleagues that what is typed may mean. The cursor stays in the note. */
export function CandidateList({ id, candidates, onChoose }: CandidateListProps) {
  if (candidates.items.length === 0) return null;
  return (
    <div className={styles.list} id={id} role="listbox" aria-label="Mention a colleague">
      {candidates.items.map((member) => (
        <div
          key={member.id}
          id={optionId(id, member)}
          role="option"
          tabIndex={-1}
          className={styles.candidate}
          aria-selected={member === candidates.chosen}
          onMouseMove={() => candidates.point(member)}
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(member);
          }}
        >
          <Face name={member.displayName} picture={pictureOf(member)} size={20} />
          <bdi className={styles.name}>{member.displayName}</bdi>
        </div>
      ))}
    </div>
  );
}

/** The id of a candidate in the list, by which the note says on which one the keyboard is. */
export function optionId(id: string, member: Member | undefined): string | undefined {
  return member && `${id}-${member.id}`;
}
