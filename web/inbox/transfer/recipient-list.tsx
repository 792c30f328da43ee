import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCheck, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Conversation } from "#contract/conversations.ts";
import type { AnswerOf } from "#contract/endpoint.ts";
import type { Member } from "#contract/members.ts";
import { listRecipients } from "#contract/transfers.ts";
import { ErrorState } from "#web/design/error-state.tsx";
import { Face } from "#web/design/face.tsx";
import { counted } from "#web/design/format-number.ts";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { TeamMark } from "#web/design/team-mark.tsx";
import styles from "#web/inbox/transfer/recipient-list.module.css";
import type { Recipient } from "#web/inbox/transfer/use-transfer.ts";
import { AvailabilityDot } from "#web/members/availability/availability-dot.tsx";
import { call } from "#web/shell/api.ts";
import { pictureOf, useSession } from "#web/shell/session.ts";

interface RecipientListProps {
  readonly conversation: Conversation;
  readonly chosen: Recipient | null;
  readonly onChoose: (recipient: Recipient) => void;
}

const typingPauseMs = 150;

/** The teams and colleagues that a conversation can go to; whoever has it already cannot be chosen. */
export function RecipientList({ conversation, chosen, onChoose }: RecipientListProps) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), typingPauseMs);
  const { data, error, refetch } = useQuery({
    queryKey: ["recipients", conversation.id, search] as const,
    queryFn: ({ signal }) =>
      call(listRecipients, {
        params: { conversationId: conversation.id },
        query: { search: search || undefined },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  return (
    <div>
      <TextInput
        label="To"
        placeholder="Find a team or a colleague"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        data-autofocus
      />
      <div className={styles.list} role="radiogroup" aria-label="Teams and colleagues">
        {data ? <Found found={data} conversation={conversation} chosen={chosen} onChoose={onChoose} /> : null}
        {!data && !error ? <ListSkeleton rowHeight={36} rows={5} disc={20} /> : null}
        {!data && error ? (
          <ErrorState title="Teams and colleagues could not be loaded" error={error} onRetry={() => void refetch()} />
        ) : null}
      </div>
    </div>
  );
}

interface FoundProps extends RecipientListProps {
  readonly found: AnswerOf<typeof listRecipients>;
}

function Found({ found: { teams, members }, conversation, chosen, onChoose }: FoundProps) {
  const me = useSession().profile.id;
  const { team: ofTeam, assignee } = conversation;
  if (teams.length + members.length === 0) return <p className={styles.none}>No team or colleague has this name.</p>;
  return (
    <>
      {teams.length > 0 ? <h3 className={styles.heading}>Teams</h3> : null}
      {teams.map((team) => (
        <Choice
          key={team.id}
          recipient={{ to: { teamId: team.id }, name: team.name }}
          chosen={chosen}
          onChoose={onChoose}
          has={assignee === null && ofTeam?.id === team.id}
          detail={counted(team.members, "member")}
        >
          <TeamMark team={team} />
        </Choice>
      ))}
      {members.length > 0 ? <h3 className={styles.heading}>Colleagues</h3> : null}
      {members.map((member) => (
        <Choice
          key={member.id}
          recipient={{ to: { memberId: member.id }, name: member.displayName }}
          chosen={chosen}
          onChoose={onChoose}
          has={assignee?.memberId === member.id}
          detail={member.status === "active" ? availabilityWords[member.availability] : "Not here yet"}
        >
          <Face
            name={member.displayName}
            picture={pictureOf(member)}
            size={20}
            corner={member.status === "active" ? <AvailabilityDot availability={member.availability} /> : null}
          />
          <bdi className={styles.name}>{member.displayName}</bdi>
          {member.id === me ? <span className={styles.detail}>you</span> : null}
        </Choice>
      ))}
    </>
  );
}

const availabilityWords: Readonly<Record<Member["availability"], string>> = {
  available: "",
  busy: "busy",
  away: "away",
};

interface ChoiceProps extends Pick<RecipientListProps, "chosen" | "onChoose"> {
  readonly recipient: Recipient;
  readonly has: boolean;
  readonly detail: string;
  readonly children: ReactNode;
}

function Choice({ recipient, chosen, onChoose, has, detail, children }: ChoiceProps) {
  const checked = chosen !== null && keyOf(chosen) === keyOf(recipient);
  return (
    <label className={styles.choice} data-has={has || undefined}>
      <input
        type="radio"
        name="recipient"
        className="wk-hidden"
        disabled={has}
        checked={checked}
        onChange={() => onChoose(recipient)}
      />
      {children}
      <span className={styles.rest} />
      {checked ? (
        <IconCheck size={16} aria-hidden />
      ) : (
        <span className={styles.detail}>{has ? "has it now" : detail}</span>
      )}
    </label>
  );
}

function keyOf({ to }: Recipient): string {
  return "teamId" in to ? to.teamId : to.memberId;
}
