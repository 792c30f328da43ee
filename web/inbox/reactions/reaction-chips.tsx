import { Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import type { Message, Reaction } from "#contract/messages.ts";
import { membersQuery } from "#web/inbox/data/queries.ts";
import { type GatheredReaction, gathered } from "#web/inbox/reactions/gathered.ts";
import styles from "#web/inbox/reactions/reactions.module.css";
import { useReact } from "#web/inbox/reactions/use-react.ts";
import { useThreadActions } from "#web/inbox/thread/thread-actions.ts";
import { useSession } from "#web/shell/session.ts";

/** The reactions to a message, under it; who gave one is told on hover, and a click gives the same or takes one's own back. */
export function ReactionChips({ message }: { message: Message }) {
  return message.reactions.length === 0 ? null : <Chips message={message} />;
}

/** Apart, as most messages have none and need to know nothing of what follows. */
function Chips({ message }: { message: Message }) {
  const { canReact } = useThreadActions();
  const react = useReact();
  const nameOf = useNames(message.reactions);
  return (
    <ul className={styles.chips} aria-label="Reactions">
      {gathered(message.reactions).map((one) => (
        <li key={one.emoji}>
          <Tooltip label={one.by.map(nameOf).join(", ")} multiline maw={280}>
            <Chip
              reaction={one}
              names={one.by.map(nameOf).join(", ")}
              onClick={canReact ? () => void react(message, one.ours ? null : one.emoji) : null}
            />
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}

interface ChipProps extends Omit<ComponentProps<"button">, "onClick"> {
  readonly reaction: GatheredReaction;
  readonly names: string;
  readonly onClick: (() => void) | null;
}

function Chip({ reaction: { emoji, by, ours }, names, onClick, ...rest }: ChipProps) {
  const inside = (
    <>
      <span>{emoji}</span>
      {by.length > 1 ? <span className={styles.count}>{by.length}</span> : null}
    </>
  );
  return (
    <button
      type="button"
      {...rest}
      className={styles.chip}
      data-ours={ours || undefined}
      aria-pressed={onClick ? ours : undefined}
      aria-disabled={onClick ? undefined : true}
      aria-label={`${emoji} ${names}${onClick ? (ours ? ", take it back" : ", react the same") : ""}`}
      onClick={onClick ?? undefined}
    >
      {inside}
    </button>
  );
}

/** The names behind reactions. Those of colleagues are asked for only when one of them reacted. */
function useNames(reactions: readonly Reaction[]): (reaction: Reaction) => string {
  const { contactName } = useThreadActions();
  const me = useSession().profile.id;
  const colleague = reactions.some(({ memberId }) => memberId !== null && memberId !== me);
  const { data } = useQuery({ ...membersQuery, enabled: colleague });
  return ({ by, memberId }) => {
    if (by === "customer") return contactName;
    if (memberId === null) return "On the phone";
    if (memberId === me) return "You";
    return data?.items.find(({ id }) => id === memberId)?.displayName ?? "A colleague";
  };
}
