import { IconChevronLeft, IconPlugConnected } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { Channel } from "#contract/channels.ts";
import { channelsQuery } from "#web/channels/channels-query.ts";
import { EmptyState } from "#web/design/empty-state.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { Notice } from "#web/design/notice.tsx";
import page from "#web/design/page.module.css";
import { PageHeader } from "#web/design/page.tsx";
import { FirstContactsSection } from "#web/guards/first-contacts-section.tsx";
import styles from "#web/guards/guards-page.module.css";
import { HeldSection } from "#web/guards/held-section.tsx";
import { ModeSection } from "#web/guards/mode-section.tsx";
import { ProtectionSection } from "#web/guards/protection-section.tsx";
import { TodaySection } from "#web/guards/today-section.tsx";
import { useGuards } from "#web/guards/use-guards.ts";
import { channelsPath } from "#web/inbox/channels-link.tsx";

/** What a channel holds back so that its account is not restricted, and how it stands with that today. */
export function GuardsPage() {
  const { channelId } = useParams({ from: "/app/settings/integrations/$channelId/limits" });
  const channels = useQuery(channelsQuery);
  const channel = channels.data?.items.find(({ id }) => id === channelId);
  return (
    <>
      <Link to={channelsPath} className={page.back}>
        <IconChevronLeft size={16} aria-hidden />
        Integrations
      </Link>
      {channel?.capabilities.guarded ? <Guards key={channel.id} channel={channel} /> : null}
      {channels.data && !channel?.capabilities.guarded ? <None /> : null}
      {!channels.data && channels.error ? (
        <ErrorState
          title="The channel could not be loaded"
          error={channels.error}
          onRetry={() => void channels.refetch()}
        />
      ) : null}
      {channels.isPending ? <ListSkeleton rowHeight={64} rows={6} disc={0} /> : null}
    </>
  );
}

function Guards({ channel }: { channel: Channel }) {
  const { data: guards, error, refetch, isPending } = useGuards(channel.id);
  return (
    <>
      <PageHeader
        title="Sending limits"
        sentence={`What ${channel.name} (${channel.account}) holds back, so that its account is not restricted.`}
      />
      {guards ? (
        <>
          {guards.can.configure ? null : <ReadOnly />}
          <ModeSection guards={guards} channel={channel} />
          <TodaySection guards={guards} />
          <HeldSection guards={guards} />
          <FirstContactsSection guards={guards} />
          <ProtectionSection guards={guards} />
        </>
      ) : null}
      {!guards && error ? (
        <ErrorState title="The limits could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {isPending ? <ListSkeleton rowHeight={64} rows={6} disc={0} /> : null}
    </>
  );
}

function ReadOnly() {
  return (
    <div className={styles.readOnly}>
      <Notice meaning="quiet">Your role reads the limits of a channel. An owner or an admin can change them.</Notice>
    </div>
  );
}

function None() {
  return (
    <EmptyState
      icon={IconPlugConnected}
      title="This channel has no sending limits"
      sentence="It was removed, or its service says by itself how fast it may be written to and Wokfow keeps to that."
      heading
    />
  );
}
