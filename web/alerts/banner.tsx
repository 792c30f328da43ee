import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Alert } from "#contract/alerts.ts";
import { UnheardBanner } from "#web/alerts/sound/blocked-sound.tsx";
import { useAlerts } from "#web/alerts/use-alerts.ts";
import { useTellRecovery } from "#web/alerts/use-tell-recovery.ts";
import { alertWaysQuery } from "#web/alerts/ways/ways-query.ts";
import { reasonSentences } from "#web/channels/channel-sentences.ts";
import { remedyOf } from "#web/channels/remedy-of.ts";
import { Notice } from "#web/design/notice.tsx";
import { usePhone } from "#web/design/phone.ts";
import { useHeldWhilePressed } from "#web/design/use-held-while-pressed.ts";
import { useMomentName } from "#web/design/use-moment-name.ts";
import { channelKindName } from "#web/inbox/channel-glyph.tsx";
import { useRight, useSession } from "#web/shell/session.ts";

/** The banner slot at the top of the frame: which channels are offline, since when, and the way to mend it. */
export function AlertsBanner() {
  const mayRead = useRight("alerts.read");
  return (
    <>
      {mayRead ? <OfflineBanner /> : null}
      <UnheardBanner />
    </>
  );
}

function OfflineBanner() {
  const { workspace } = useSession();
  const { alerts } = useAlerts();
  const isWanted = useWantsBanner();
  useTellRecovery(isWanted);
  const open = useHeldWhilePressed(
    workspace.channelAlerts && isWanted ? alerts.filter((alert) => alert.endedAt === null) : noAlerts,
  );
  if (open.length === 0) return null;
  return (
    <Notice meaning="bad" edge announce action={<FixLink alerts={open} />}>
      {open.length === 1 && open[0] ? <OneOffline alert={open[0]} /> : <SeveralOffline alerts={open} />}
    </Notice>
  );
}

/** Who mends channels is shown the banner whatever they chose, as else nobody might. Unasked, it is there too. */
function useWantsBanner(): boolean {
  const mends = useRight("channels.configure");
  const { data: ways } = useQuery(alertWaysQuery);
  return mends || (ways?.banner ?? true);
}

const noAlerts: readonly Alert[] = [];

function OneOffline({ alert }: { alert: Alert }) {
  const since = useMomentName(alert.offlineSince);
  // There it would take a seventh of every page; what happened stands at the channel, where the button leads.
  const isShort = usePhone();
  return (
    <>
      <strong>{alert.channel.name}</strong>{" "}
      {alert.outages > 1
        ? `goes up and down: offline ${alert.outages} times since ${since}.`
        : `has been offline since ${since}.`}
      {isShort ? "" : ` ${whyOf(alert)}`}
    </>
  );
}

function whyOf({ reason, channel }: Alert): string {
  const service = channelKindName(channel.kind);
  return reason ? reasonSentences[reason](service) : `${service} does not answer.`;
}

function SeveralOffline({ alerts }: { alerts: readonly Alert[] }) {
  const first = alerts.map((alert) => alert.offlineSince).sort()[0] ?? "";
  const since = useMomentName(first);
  const names = new Intl.ListFormat("en", { type: "conjunction" }).format(namesOf(alerts));
  return (
    <>
      <strong>{alerts.length} channels</strong> are offline, the first since {since}: {names}.
    </>
  );
}

const mostNamed = 3;

function namesOf(alerts: readonly Alert[]): string[] {
  const names = alerts.map((alert) => alert.channel.name);
  return names.length <= mostNamed
    ? names
    : [...names.slice(0, mostNamed - 1), `${names.length - mostNamed + 1} others`];
}

/** Leads to what waits for a person; what heals by itself comes after that. */
function FixLink({ alerts }: { alerts: readonly Alert[] }) {
  const worst = alerts.find(needsPerson) ?? alerts[0];
  return (
    <Button
      renderRoot={(looks) => (
        <Link
          to="/settings/integrations"
          search={worst ? { fix: worst.channel.id } : {}}
          hash={worst?.channel.id ?? ""}
          hashScrollIntoView={false}
          {...looks}
        />
      )}
      variant="default"
      size="compact-sm"
    >
      Fix
    </Button>
  );
}

function needsPerson({ reason }: Alert): boolean {
  return reason !== null && remedyOf({ status: "NEEDS_ACTION", reason }) !== null;
}
