import { Anchor, Button } from "@mantine/core";
import { IconFileImport, IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { EmptyState } from "#web/design/empty-state.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { counted } from "#web/design/format-number.ts";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { PageHeader } from "#web/design/page.tsx";
import { ShowMore } from "#web/design/show-more.tsx";
import styles from "#web/members/directory/directory.module.css";
import { DirectoryFilters, type Narrowing } from "#web/members/directory/directory-filters.tsx";
import { type DirectoryWish, directoryQuery } from "#web/members/directory/directory-query.ts";
import { DirectoryTable } from "#web/members/directory/directory-table.tsx";
import { MemberPanel } from "#web/members/directory/member-panel.tsx";
import { refreshDirectory, useFreshDirectory } from "#web/members/directory/use-directory.ts";
import { InviteButton } from "#web/members/invite/invite-button.tsx";

const ImportDialog = lazy(async () => ({
  default: (await import("#web/members/import/import-dialog.tsx")).ImportDialog,
}));
const route = getRouteApi("/app/settings/users");
const everybody: Narrowing = { search: "", role: null, status: null, teamId: null };

/** Everybody who works here: found by name, role, team and status; a click opens what may be done with them. */
export function DirectoryPage() {
  const client = useQueryClient();
  const { member } = route.useSearch();
  const navigate = route.useNavigate();
  const [narrowing, setNarrowing] = useState(everybody);
  useFreshDirectory();
  return (
    <>
      <PageHeader
        title="Users"
        sentence={
          <>
            Everybody who works in this workspace.{" "}
            <Anchor component={Link} to="/settings/roles" fz="md" underline="always">
              What each role may do
            </Anchor>
          </>
        }
        actions={
          <>
            <ImportButton />
            <InviteButton onInvited={() => refreshDirectory(client)} />
          </>
        }
      />
      <Directory narrowing={narrowing} onNarrow={setNarrowing} />
      {member ? <MemberPanel key={member} memberId={member} onClose={() => void navigate({ search: {} })} /> : null}
    </>
  );
}

interface DirectoryProps {
  readonly narrowing: Narrowing;
  readonly onNarrow: (narrowing: Narrowing) => void;
}

function Directory({ narrowing, onNarrow }: DirectoryProps) {
  const [order, setOrder] = useState<Pick<DirectoryWish, "sort" | "order">>({ sort: "name", order: "ascending" });
  const query = useInfiniteQuery(directoryQuery({ ...wishOf(narrowing), ...order }));
  const { data, error, refetch } = query;
  const members = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages.at(-1)?.total ?? 0;
  const [begun, setBegun] = useState(0);
  function beginAnew() {
    onNarrow(everybody);
    setBegun(begun + 1);
  }
  return (
    <>
      <DirectoryFilters key={begun} narrowing={narrowing} onChange={onNarrow} />
      {!data && error ? (
        <ErrorState title="The users could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <ListSkeleton rowHeight={60} rows={8} disc={32} /> : null}
      {data && members.length === 0 ? <Nobody onAll={beginAnew} /> : null}
      {members.length > 0 ? <DirectoryTable members={members} order={order} onOrder={setOrder} /> : null}
      {members.length > 0 ? (
        <p className={styles.total} role="status">
          {members.length < total ? `${members.length} of ${counted(total, "user")}` : counted(total, "user")}
        </p>
      ) : null}
      <ShowMore pages={query} />
    </>
  );
}

function wishOf({ search, role, status, teamId }: Narrowing): DirectoryWish {
  const wanted = search.trim();
  return {
    ...(wanted && { search: wanted }),
    ...(role && { role }),
    ...(status && { status }),
    ...(teamId && { teamId }),
  };
}

function Nobody({ onAll }: { onAll: () => void }) {
  return (
    <EmptyState
      icon={IconUsers}
      title="Nobody like this works here"
      sentence="No name, address, role or team fits what you chose."
      action={
        <Button variant="default" onClick={onAll}>
          Show everybody
        </Button>
      }
    />
  );
}

function ImportButton() {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={() => setOpened(true)}>
        Import
      </Button>
      {opened ? (
        <Suspense fallback={null}>
          <ImportDialog onClose={() => setOpened(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
