import { Button, Radio } from "@mantine/core";
import { IconHandStop, IconPlayerPlay } from "@tabler/icons-react";
import type { Channel } from "#contract/channels.ts";
import { type SendingGuards, type SendingMode, sendingMode } from "#contract/sending-guards.ts";
import { counted } from "#web/design/format-number.ts";
import { Notice } from "#web/design/notice.tsx";
import { SaveState, useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { useMomentName } from "#web/design/use-moment-name.ts";
import styles from "#web/guards/guards-page.module.css";
import { useChangeGuards } from "#web/guards/use-guards.ts";

interface ModeSectionProps {
  readonly guards: SendingGuards;
  readonly channel: Channel;
}

/** What each choice is called and lets leave. */
const choices = {
  everything: {
    name: "Answers and first messages",
    sentence: "Members may also write first to customers who never wrote, as many as the limits below allow.",
  },
  replies_only: {
    name: "Answers only",
    sentence: "Only messages to customers who have written to this number. The safest choice for a fresh one.",
  },
} as const;

/** What leaves the channel, and the switch that stops all of it. */
export function ModeSection({ guards, channel }: ModeSectionProps) {
  const change = useChangeGuards(guards.channelId);
  const { saving, save } = useSaving((mode: SendingMode) => change({ mode }));
  const stopped = guards.mode === "stopped";
  return (
    <SettingsSection title="What is sent">
      {stopped ? <Stopped guards={guards} name={channel.name} saving={saving} onChoose={save} /> : null}
      {stopped ? null : <Choice guards={guards} saving={saving} onChoose={save} />}
      {guards.restrainedAt ? <Restrained since={guards.restrainedAt} /> : null}
      {guards.can.configure && !stopped ? (
        <SettingRow
          name="Stop sending"
          sentence={`Nothing more leaves ${channel.name}, for all members, until somebody lets it send again. What is written waits; messages of customers still come in.`}
        >
          <Button color="red" leftSection={<IconHandStop size={16} />} onClick={() => void save("stopped")}>
            Stop sending
          </Button>
        </SettingRow>
      ) : null}
    </SettingsSection>
  );
}

interface ModeProps {
  readonly guards: SendingGuards;
  readonly saving: Parameters<typeof SaveState>[0]["saving"];
  readonly onChoose: (mode: SendingMode) => Promise<unknown>;
}

function Choice({ guards, saving, onChoose }: ModeProps) {
  return (
    <SettingRow
      name="Messages that leave"
      saving={saving}
      below={
        <Radio.Group
          className={styles.choices}
          aria-label="Messages that leave"
          value={guards.mode}
          readOnly={!guards.can.configure}
          onChange={(value) => void onChoose(sendingMode.parse(value))}
        >
          {(["everything", "replies_only"] as const).map((mode) => (
            <Radio
              key={mode}
              value={mode}
              label={choices[mode].name}
              description={choices[mode].sentence}
              disabled={!guards.can.configure && guards.mode !== mode}
            />
          ))}
        </Radio.Group>
      }
    />
  );
}

/** Wokfow itself has changed the mode: people must learn why, and that they can change it back. */
function Restrained({ since }: { since: string }) {
  const moment = useMomentName(since);
  return (
    <div className={styles.stopped}>
      <Notice meaning="attention">
        Since {moment} only answers are sent, as the service refused a first message of this number. Wait some days
        before you let it write first again.
      </Notice>
    </div>
  );
}

function Stopped({ guards, name, saving, onChoose }: ModeProps & { name: string }) {
  const { waiting } = guards.now;
  return (
    <div className={styles.stopped}>
      <Notice meaning="bad">
        <p className={styles.said}>Nothing leaves {name}.</p>
        {waiting === 0
          ? "What members write from now on waits here."
          : waiting === 1
            ? "1 message waits, and leaves when it may send again."
            : `${counted(waiting, "message")} wait, and leave one after the other when it may send again.`}
      </Notice>
      {guards.can.configure ? (
        <div className={styles.buttons}>
          <SaveState saving={saving} />
          <Button variant="default" onClick={() => void onChoose("replies_only")}>
            Send answers only
          </Button>
          <Button leftSection={<IconPlayerPlay size={16} />} onClick={() => void onChoose("everything")}>
            Send everything
          </Button>
        </div>
      ) : null}
    </div>
  );
}
