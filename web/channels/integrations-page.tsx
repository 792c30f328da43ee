import { Button } from "@mantine/core";
import { IconPlugConnected, IconPlus, IconRefresh } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { type Channel, type ChannelKind, channelKinds } from "#contract/channels.ts";
import { ChannelCard } from "#web/channels/channel-card.tsx";
import { channelKindParts } from "#web/channels/channel-kinds.ts";
import styles from "#web/channels/integrations-page.module.css";
import { useChannels } from "#web/channels/use-channels.ts";
import { useRefreshAll } from "#web/channels/use-refresh.ts";
import { EmptyState } from "#web/design/empty-state.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { PageHeader } from "#web/design/page.tsx";
import { SaveState } from "#web/design/save-state.tsx";
import { useRight } from "#web/shell/session.ts";

const route = getRouteApi("/app/settings/integrations");

/** The channels by which customers reach the company: what state each is in, on what evidence, and how to mend it. */
export function IntegrationsPage() {
  const { connect, fix } = route.useSearch();
  const navigate = route.useNavigate();
  const mayConfigure = useRight("channels.configure");
  const channels = useChannels();
  const rows = channels.data?.items ?? [];
  const Connect = connect && mayConfigure ? channelKindParts[connect].Connect : null;
  const open = (kind: ChannelKind) => void navigate({ search: { connect: kind }, replace: true });
  const close = () => void navigate({ search: {}, replace: true });
  const goOn = () =>
    void navigate({ search: {}, hash: true, hashScrollIntoView: false, resetScroll: false, replace: true });
  return (
    <>
      <PageHeader
        title="Integrations"
        sentence="The accounts on which your customers write to you. Each is checked against its service all the time."
        actions={rows.length > 1 ? <RefreshAll channels={rows} /> : null}
      />
      {channels.data && rows.length > 0 ? (
        <ul className={styles.list}>
          {rows.map((channel) => (
            <li key={channel.id}>
              <ChannelCard
                channel={channel}
                heardAt={channels.dataUpdatedAt}
                // What was known before this page may call for another remedy, or for none.
                sought={channel.id === fix && channels.isFetchedAfterMount}
                onFound={goOn}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {channels.data && rows.length === 0 ? <NoChannels mayConfigure={mayConfigure} onConnect={open} /> : null}
      {!channels.data && channels.error ? (
        <ErrorState
          title="The channels could not be loaded"
          error={channels.error}
          onRetry={() => void channels.refetch()}
        />
      ) : null}
      {!channels.data && !channels.error ? <ListSkeleton rowHeight={124} rows={2} disc={32} /> : null}
      {mayConfigure && rows.length > 0 ? <ConnectButtons onConnect={open} /> : null}
      {Connect && channels.data ? <Connect onClose={close} /> : null}
      {mayConfigure ? <Returned /> : null}
    </>
  );
}

/** Shows what a login came to, when the browser is just back from it. */
function Returned() {
  const { login, kind } = route.useSearch();
  const navigate = route.useNavigate();
  const LoginReturn = kind && channelKindParts[kind].LoginReturn;
  if (!login || !LoginReturn) return null;
  // Of what a service puts behind the address nothing stays either.
  return <LoginReturn loginId={login} onClose={() => void navigate({ search: {}, hash: "", replace: true })} />;
}

function RefreshAll({ channels }: { channels: readonly Channel[] }) {
  const { saving, answered, refreshAll, refreshing } = useRefreshAll();
  return (
    <>
      {refreshing ? null : <SaveState saving={saving.kind === "failed" ? saving : { kind: "idle" }} />}
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} />}
        disabled={refreshing}
        onClick={() => void refreshAll(channels.map((channel) => channel.id))}
      >
        {refreshing ? `Refreshing ${answered} of ${channels.length}` : "Refresh all"}
      </Button>
    </>
  );
}

function NoChannels({ mayConfigure, onConnect }: { mayConfigure: boolean; onConnect: (kind: ChannelKind) => void }) {
  return (
    <div className={styles.none}>
      <EmptyState
        icon={IconPlugConnected}
        title="No channel is connected"
        sentence={
          mayConfigure
            ? "Connect one, and what customers write there lands in the inbox of all members."
            : "An owner or an admin can connect one; then what customers write there lands in the inbox."
        }
        action={mayConfigure ? <ConnectButtons onConnect={onConnect} first /> : null}
      />
    </div>
  );
}

interface ConnectButtonsProps {
  readonly onConnect: (kind: ChannelKind) => void;
  /** It is the one next step, as there is no channel yet. */
  readonly first?: boolean;
}

function ConnectButtons({ onConnect, first = false }: ConnectButtonsProps) {
  return (
    <div className={styles.connect}>
      {channelKinds.map((kind) => (
        <Button
          key={kind}
          variant={first ? "filled" : "default"}
          leftSection={<IconPlus size={16} />}
          onClick={() => onConnect(kind)}
        >
          {channelKindParts[kind].connectWords}
        </Button>
      ))}
    </div>
  );
}
