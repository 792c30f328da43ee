import { Progress } from "@mantine/core";
import type { SendingGuards } from "#contract/sending-guards.ts";
import { formatNumber } from "#web/design/format-number.ts";
import { timeOfDay } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { SettingsSection } from "#web/design/setting.tsx";
import styles from "#web/guards/guards-page.module.css";

/** How much of the day's limits is used up. */
export function TodaySection({ guards }: { guards: SendingGuards }) {
  const { sent, firstContacts, heldBack, endsAt } = guards.today;
  const zone = useTimeZone();
  const end = timeOfDay(Date.parse(endsAt), zone);
  const { used, allowed } = firstContacts;
  const isRepliesOnly = guards.mode === "replies_only";
  return (
    <SettingsSection title="Today" sentence={`Counted until ${end} your time, which is midnight UTC.`}>
      <dl className={styles.meters}>
        <Meter name="Sent" value={formatNumber(sent)} sentence="Messages that left, answers included." />
        <Meter
          name="First contacts"
          value={`${formatNumber(used)} of ${formatNumber(allowed)}`}
          sentence={isRepliesOnly ? "None more while only answers are sent." : leftSaid(used, allowed)}
        >
          <Progress
            value={allowed === 0 ? 100 : Math.min(100, (used / allowed) * 100)}
            color={used >= allowed ? "yellow" : "teal"}
            size="sm"
            aria-label={`${used} of ${allowed} first contacts used`}
          />
        </Meter>
        <Meter name="Held back" value={formatNumber(heldBack)} sentence="Messages that a limit refused." />
      </dl>
    </SettingsSection>
  );
}

function leftSaid(used: number, allowed: number): string {
  if (allowed === 0) return "Nobody is written to who has not written.";
  const left = Math.max(0, allowed - used);
  return left === 0 ? "None left: more new customers can be written to tomorrow." : `${formatNumber(left)} left.`;
}

interface MeterProps {
  readonly name: string;
  readonly value: string;
  readonly sentence: string;
  readonly children?: React.ReactNode;
}

function Meter({ name, value, sentence, children }: MeterProps) {
  return (
    <div className={styles.meter}>
      <dt>{name}</dt>
      <dd>
        <span className={styles.value}>{value}</span>
        {children}
        <span className={styles.soft}>{sentence}</span>
      </dd>
    </div>
  );
}
