import { Link } from "@tanstack/react-router";
import type { HeldConversation, SendingGuard, SendingGuards } from "#contract/sending-guards.ts";
import { counted } from "#web/design/format-number.ts";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { SettingsSection } from "#web/design/setting.tsx";
import styles from "#web/guards/guards-page.module.css";
import { useHeld } from "#web/guards/use-guards.ts";

/** The conversations to which nothing is sent, each with its reason and the way to it. */
export function HeldSection({ guards }: { guards: SendingGuards }) {
  const { data } = useHeld(guards.channelId);
  const { waiting, optedOut, paused } = guards.now;
  if (waiting + optedOut + paused === 0) return null;
  const items = data?.items ?? [];
  return (
    <SettingsSection title="Held back now" sentence={`${countsSaid(guards)} Open one to read it and to decide.`}>
      <ul className={styles.held}>
        {items.map((held) => (
          <HeldLine key={held.conversationId} held={held} />
        ))}
        {data && items.length === 0 ? (
          <li className={styles.unseen}>None of these conversations is among those that you see.</li>
        ) : null}
      </ul>
    </SettingsSection>
  );
}

const why: Readonly<Record<SendingGuard, string>> = {
  opted_out: "Opted out",
  paused: "Paused: two programs seem to answer each other",
  stopped: "Waits until the channel may send again",
  replies_only: "Has never written",
  first_contacts: "Has never written",
};

function HeldLine({ held }: { held: HeldConversation }) {
  return (
    <li className={styles.heldLine}>
      <Link to="/inbox/$conversationId" params={{ conversationId: held.conversationId }} className={styles.contact}>
        <span dir="auto">{held.contactName}</span>
      </Link>
      <span className={styles.why}>
        {why[held.guard]}
        {held.since ? (
          <>
            {" · "}
            <RelativeTime moment={held.since} />
          </>
        ) : null}
      </span>
      <span className={styles.count}>{held.waiting > 0 ? `${counted(held.waiting, "message")} waiting` : ""}</span>
    </li>
  );
}

function countsSaid({ now: { waiting, optedOut, paused } }: SendingGuards): string {
  const parts = [
    waiting > 0 ? `${counted(waiting, "message")} waiting` : "",
    optedOut > 0 ? `${counted(optedOut, "customer")} opted out` : "",
    paused > 0 ? `${counted(paused, "conversation")} paused` : "",
  ];
  const said = parts.filter((part) => part !== "").join(", ");
  return `${said.slice(0, 1).toUpperCase()}${said.slice(1)}.`;
}
