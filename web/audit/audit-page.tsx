import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { AuditEntry, AuditFilter } from "#contract/audit.ts";
import type { Member } from "#contract/members.ts";
import styles from "#web/audit/audit.module.css";
import { type Actor, AuditFilters, type Narrowing } from "#web/audit/audit-filters.tsx";
import { AuditLine } from "#web/audit/audit-line.tsx";
import { auditQuery } from "#web/audit/audit-query.ts";
import { now } from "#web/design/clock.ts";
import { EmptyState } from "#web/design/empty-state.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { PageHeader } from "#web/design/page.tsx";
import { ShowMore } from "#web/design/show-more.tsx";
import { everyMemberQuery } from "#web/members/every-member-query.ts";

const everything: Narrowing = { action: null, days: null, actor: null };

/** Who changed what in the workspace, newest first. Nobody can change or delete a line. */
export function AuditPage() {
  const [narrowing, setNarrowing] = useState(everything);
  const filter = useMemo(() => filterOf(narrowing), [narrowing]);
  const pages = useInfiniteQuery(auditQuery(filter));
  const { data, error, refetch } = pages;
  const members = useMembers();
  const entries = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title="Audit log"
        sentence="Every change of settings, people, teams and channels, with who made it and from where. Nobody can change or delete a line."
      />
      <AuditFilters
        narrowing={narrowing}
        filter={filter}
        people={peopleOf(members, entries, narrowing.actor)}
        onChange={setNarrowing}
      />
      {!data && error ? (
        <ErrorState title="The audit log could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <ListSkeleton rowHeight={72} rows={8} disc={32} /> : null}
      {data && entries.length === 0 ? <Nothing onAll={() => setNarrowing(everything)} /> : null}
      {entries.length > 0 ? (
        <ul className={styles.list} aria-label="Audit log">
          {entries.map((entry) => (
            <AuditLine
              key={entry.id}
              entry={entry}
              members={members}
              onActor={(actor) => setNarrowing({ ...narrowing, actor })}
            />
          ))}
        </ul>
      ) : null}
      <ShowMore pages={pages} verb="Show older lines" />
    </>
  );
}

function useMembers(): ReadonlyMap<string, Member> {
  const { data } = useQuery(everyMemberQuery);
  return useMemo(() => new Map(data?.map((member) => [member.id, member])), [data]);
}

/** Who can be chosen: whoever works here, and whoever no longer does but is chosen or stands in the log as far as it is shown. */
function peopleOf(
  members: ReadonlyMap<string, Member>,
  entries: readonly AuditEntry[],
  chosen: Actor | null,
): readonly Actor[] {
  const people = new Map<string, Actor>();
  for (const actor of [chosen, ...entries.map((entry) => entry.actor)]) if (actor) people.set(actor.memberId, actor);
  for (const { id, displayName } of members.values()) people.set(id, { memberId: id, name: displayName });
  return [...people.values()].sort((one, other) => one.name.localeCompare(other.name));
}

function Nothing({ onAll }: { onAll: () => void }) {
  return (
    <EmptyState
      icon={IconHistory}
      title="Nothing like this happened"
      sentence="No line of the log fits what you chose."
      action={
        <Button variant="default" onClick={onAll}>
          Show everything
        </Button>
      }
    />
  );
}

const dayMs = 86_400_000;

function filterOf({ action, days, actor }: Narrowing): AuditFilter {
  return {
    ...(action && { action }),
    ...(actor && { memberId: actor.memberId }),
    ...(days && { from: new Date(now() - Number(days) * dayMs).toISOString() }),
  };
}
