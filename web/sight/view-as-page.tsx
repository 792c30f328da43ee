import { Select } from "@mantine/core";
import { IconChevronLeft, IconInbox } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Viewing } from "#contract/sight.ts";
import { EmptyState } from "#web/design/empty-state.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { Notice } from "#web/design/notice.tsx";
import page from "#web/design/page.module.css";
import { PageHeader } from "#web/design/page.tsx";
import { ShowMore } from "#web/design/show-more.tsx";
import { ConversationRow } from "#web/inbox/list/conversation-row.tsx";
import { rowHeight } from "#web/inbox/list/list-rows.tsx";
import { countSaid } from "#web/inbox/queues/queue-pane.tsx";
import { queues } from "#web/inbox/queues/queues.ts";
import styles from "#web/sight/sight.module.css";
import { type ViewedQueue, viewedListQuery, viewingQuery } from "#web/sight/sight-queries.ts";
import { teamsQuery } from "#web/teams/teams-query.ts";

/** The inbox as a member has it: their queues and what is unread for them. Nothing can be done here. */
export function ViewAsPage() {
  const { memberId } = useParams({ from: "/app/settings/users/$memberId/inbox" });
  const { data: viewing, error, refetch } = useQuery(viewingQuery(memberId));
  return (
    <>
      <Link to="/settings/users" search={{ member: memberId }} className={page.back}>
        <IconChevronLeft size={16} aria-hidden />
        Users
      </Link>
      {viewing ? <Viewed viewing={viewing} /> : null}
      {!viewing && error ? (
        <ErrorState title="Their inbox could not be opened" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!viewing && !error ? <ListSkeleton rowHeight={rowHeight} rows={6} disc={36} /> : null}
    </>
  );
}

function Viewed({ viewing }: { viewing: Viewing }) {
  const { member, sentence } = viewing;
  const [viewed, setViewed] = useState<ViewedQueue>({ queue: "all" });
  return (
    <>
      <PageHeader title={`Inbox as ${member.displayName}`} sentence={sentence} />
      <div className={styles.announced}>
        <Notice meaning="quiet">
          You look and change nothing, and the audit log says that you looked. A conversation opens as you see it
          yourself.
        </Notice>
      </div>
      <QueueOfMember viewing={viewing} viewed={viewed} onChange={setViewed} />
      <ViewedRows memberId={member.id} name={member.displayName} viewed={viewed} />
    </>
  );
}

interface QueueOfMemberProps {
  readonly viewing: Viewing;
  readonly viewed: ViewedQueue;
  readonly onChange: (viewed: ViewedQueue) => void;
}

function QueueOfMember({ viewing: { counts }, viewed, onChange }: QueueOfMemberProps) {
  const { data: teams } = useQuery(teamsQuery);
  const own = queues.map(({ id, name }) => ({
    value: id,
    label: id === "archive" ? name : `${name} (${countSaid(counts[id])})`,
    viewed: { queue: id } satisfies ViewedQueue,
  }));
  const ofTeams = counts.teams.flatMap(({ teamId, open }) => {
    const team = teams?.items.find(({ id }) => id === teamId);
    const choice: ViewedQueue = { queue: "team", teamId };
    return team ? [{ value: teamId, label: `${team.name} (${countSaid(open)})`, viewed: choice }] : [];
  });
  const choices: readonly { readonly value: string; readonly viewed: ViewedQueue }[] = [...own, ...ofTeams];
  return (
    <Select
      label="Queue"
      className={styles.queue}
      data={[
        { group: "Inbox", items: own.map(({ value, label }) => ({ value, label })) },
        { group: "Teams", items: ofTeams.map(({ value, label }) => ({ value, label })) },
      ]}
      value={viewed.teamId ?? viewed.queue}
      onChange={(value) => {
        const choice = choices.find((one) => one.value === value);
        if (choice) onChange(choice.viewed);
      }}
      allowDeselect={false}
    />
  );
}

interface ViewedRowsProps {
  readonly memberId: string;
  readonly name: string;
  readonly viewed: ViewedQueue;
}

function ViewedRows({ memberId, name, viewed }: ViewedRowsProps) {
  const list = useInfiniteQuery(viewedListQuery(memberId, viewed));
  const rows = list.data?.pages.flatMap(({ items }) => items);
  if (!rows && list.error)
    return <ErrorState title="The queue could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  if (!rows) return <ListSkeleton rowHeight={rowHeight} rows={6} disc={36} />;
  if (rows.length === 0) {
    const sentence = `${name} sees no conversation in this queue.`;
    return <EmptyState icon={IconInbox} title="Nothing here for them" sentence={sentence} />;
  }
  return (
    <>
      <ul className={styles.rows} aria-label={`Conversations that ${name} sees`}>
        {rows.map((row) => (
          <li key={row.id} style={{ height: rowHeight }}>
            <ConversationRow row={row} open={false} reachable />
          </li>
        ))}
      </ul>
      <ShowMore pages={list} />
    </>
  );
}
