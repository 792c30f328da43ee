import { Link } from "@tanstack/react-router";
import type { SendingGuards } from "#contract/sending-guards.ts";
import styles from "#web/guards/guards-page.module.css";
import { useGuards } from "#web/guards/use-guards.ts";

/** What a channel holds back, on the channel's own row, with the way to its limits. */
export function GuardsLine({ channelId }: { channelId: string }) {
  const { data: guards } = useGuards(channelId);
  return (
    <p className={styles.line} data-stopped={guards?.mode === "stopped" || undefined}>
      {guards ? `${saidOf(guards)} · ` : ""}
      <LimitsLink channelId={channelId}>Sending limits</LimitsLink>
    </p>
  );
}

/** Leads to the sending limits of a channel. */
export function LimitsLink({ channelId, children }: { channelId: string; children: React.ReactNode }) {
  return (
    <Link to="/settings/integrations/$channelId/limits" params={{ channelId }}>
      {children}
    </Link>
  );
}

function saidOf({ mode, today: { firstContacts, heldBack } }: SendingGuards): string {
  if (mode === "stopped") return "Sending is stopped";
  const first = `${firstContacts.used} of ${firstContacts.allowed} first contacts today`;
  const sent = mode === "replies_only" ? "Answers only" : `Answers and first messages · ${first}`;
  return heldBack > 0 ? `${sent} · ${heldBack} held back` : sent;
}
