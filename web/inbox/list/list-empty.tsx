import { Button } from "@mantine/core";
import { IconPlugConnected, IconSearchOff, IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { channelsQuery } from "#web/channels/channels-query.ts";
import { EmptyState } from "#web/design/empty-state.tsx";
import { channelsPath } from "#web/inbox/channels-link.tsx";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import { useGo } from "#web/inbox/data/use-address.ts";
import { useOpenQueue } from "#web/inbox/queues/use-shown-queues.ts";
import { useRight } from "#web/shell/session.ts";

/** Stands in place of an empty list: what this queue is, and the one next step. */
export function ListEmpty({ filter }: { filter: ListFilter }) {
  const channels = useQuery(channelsQuery);
  const { icon, empty } = useOpenQueue(filter);
  if (filter.search) return <NobodyFound search={filter.search} />;
  if (channels.data?.items.length === 0) return <NoChannel />;
  return <EmptyState icon={icon ?? IconUsersGroup} title={empty.title} sentence={empty.sentence} />;
}

function NobodyFound({ search }: { search: string }) {
  const { change } = useGo();
  return (
    <EmptyState
      icon={IconSearchOff}
      title={`Nobody found by “${search}”`}
      sentence="Names, usernames and phone numbers with their country code were searched in this queue. A conversation that is done is in the Archive."
      action={
        <Button variant="default" onClick={() => change({ search: undefined })}>
          Clear the search
        </Button>
      }
    />
  );
}

function NoChannel() {
  const mayConnect = useRight("channels.configure");
  return (
    <EmptyState
      icon={IconPlugConnected}
      title="No channel is connected"
      sentence={
        mayConnect
          ? "Connect one, and what customers write there appears here."
          : "Ask an owner or admin of this workspace to connect one; what customers write there appears here."
      }
      action={
        mayConnect ? (
          <Button renderRoot={(props) => <Link to={channelsPath} {...props} />}>Connect a channel</Button>
        ) : null
      }
    />
  );
}
