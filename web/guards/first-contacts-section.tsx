import { NumberInput } from "@mantine/core";
import { useEffect, useId, useState } from "react";
import { dailyFirstContacts, type SendingGuards } from "#contract/sending-guards.ts";
import { useNow } from "#web/design/clock.ts";
import { dayName } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { GuardSwitch } from "#web/guards/guard-switch.tsx";
import styles from "#web/guards/guards-page.module.css";
import { useChangeGuards } from "#web/guards/use-guards.ts";
import { UnsavedGuard } from "#web/shell/unsaved.tsx";

interface GuardPart {
  readonly guards: SendingGuards;
}

/** How many customers may be written to who never wrote. It says nothing about answers, which are never counted. */
export function FirstContactsSection({ guards }: GuardPart) {
  return (
    <SettingsSection
      title="First contacts"
      sentence="Writing to people who never wrote is what accounts are restricted for. Answers are never limited."
    >
      <DailyRow guards={guards} />
      <GuardSwitch
        guards={guards}
        guard="warmUp"
        name="Warm-up"
        sentence="A freshly linked number begins with a few new customers a day and may write to more every second day. Switch it off for a number that has long been in use."
        below={guards.warmUp && guards.schedule.length > 1 ? <Schedule guards={guards} /> : null}
      />
    </SettingsSection>
  );
}

function DailyRow({ guards }: GuardPart) {
  const id = useId();
  const change = useChangeGuards(guards.channelId);
  const { saving, save } = useSaving((daily: number) => change({ dailyFirstContacts: daily }));
  const saved = guards.dailyFirstContacts;
  const [typed, setTyped] = useState<number | string>(saved);
  useEffect(() => setTyped(saved), [saved]);
  const parsed = dailyFirstContacts.safeParse(typed);
  const fault = parsed.success ? null : (parsed.error.issues[0]?.message ?? null);
  const keep = () => {
    if (parsed.success && parsed.data !== saved) void save(parsed.data);
  };
  const { configure } = guards.can;
  return (
    <SettingRow
      name="New customers a day"
      sentence="So many customers who never wrote can be written to on one day, by all members together. 0 allows none."
      controlId={configure ? id : undefined}
      saving={saving}
    >
      {configure ? (
        <NumberInput
          id={id}
          className={styles.number}
          value={typed}
          onChange={setTyped}
          onBlur={keep}
          onKeyDown={(event) => event.key === "Enter" && keep()}
          error={fault}
          min={0}
          max={200}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
        />
      ) : (
        <span>{saved}</span>
      )}
      <UnsavedGuard dirty={typed !== saved && saving.kind !== "saving"} what="The daily number" />
    </SettingRow>
  );
}

function Schedule({ guards: { schedule, warmingUp } }: GuardPart) {
  const day = warmingUp?.day ?? Number.POSITIVE_INFINITY;
  const current = schedule.findLast(({ fromDay }) => fromDay <= day);
  return (
    <>
      <ol className={styles.schedule} aria-label="New customers a day since the number was linked">
        {schedule.map((step, index) => (
          <li key={step.fromDay} className={styles.step} aria-current={step === current ? "step" : undefined}>
            <span className={styles.stepNumber}>{step.firstContacts}</span>
            <span className={styles.stepDays}>{daysSaid(step.fromDay, schedule[index + 1]?.fromDay)}</span>
          </li>
        ))}
      </ol>
      {warmingUp ? <WarmingUp {...warmingUp} /> : <p className={styles.phase}>This number is warmed up.</p>}
    </>
  );
}

function WarmingUp({ day, endsAt }: NonNullable<SendingGuards["warmingUp"]>) {
  const present = useNow();
  const zone = useTimeZone();
  return (
    <p className={styles.phase}>
      Today is day {day}. The warm-up is over on {dayName(Date.parse(endsAt), present, zone)}.
    </p>
  );
}

function daysSaid(from: number, next: number | undefined): string {
  if (next === undefined) return `from day ${from}`;
  return next - from === 1 ? `day ${from}` : `days ${from}–${next - 1}`;
}
