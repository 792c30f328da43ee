import { ActionIcon, Button, Progress } from "@mantine/core";
import {
  IconMicrophone,
  IconMicrophoneOff,
  IconPlayerPauseFilled,
  IconPlayerStopFilled,
  IconSend2,
  IconTrash,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { clockOf } from "#contract/excerpt.ts";
import type { Message } from "#contract/messages.ts";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { SoundPlayer } from "#web/inbox/content/sound.tsx";
import { LiveLevel } from "#web/inbox/voice/live-level.tsx";
import { mostSeconds, type Phase, useRecorder } from "#web/inbox/voice/use-recorder.ts";
import { sendVoice, useVoiceDraft, type VoiceDraft } from "#web/inbox/voice/voice-drafts.ts";
import styles from "#web/inbox/voice/voice-panel.module.css";
import { useSession } from "#web/shell/session.ts";

interface VoicePanelProps {
  readonly conversationId: string;
  /** Else the composer writes a note, and what is recorded rests. */
  readonly active: boolean;
  readonly replyTo: Message["replyTo"];
  /** Nothing is recorded any more: it was sent, thrown away, or never began. */
  readonly onEnd: (wasSent: boolean) => void;
}

/** Where a voice message is recorded, heard and sent. Loaded when somebody first wants to speak. */
export default function VoicePanel({ conversationId, active, replyTo, onEnd }: VoicePanelProps) {
  const draft = useVoiceDraft(conversationId);
  const [begin] = useState(draft === undefined);
  const recorder = useRecorder(conversationId, begin);
  const send = useSend(conversationId, replyTo, onEnd);
  const { phase } = recorder;
  const runs = phase.kind === "recording" && !draft;
  useEffect(() => {
    if (!active && runs) recorder.pause();
  });

  function discard(): void {
    recorder.cancel();
    onEnd(false);
  }

  async function finishAndSend(): Promise<void> {
    await recorder.finish();
    await send();
  }

  if (draft) return <Ready draft={draft} onDiscard={discard} onSend={() => void send()} />;
  if (phase.kind === "fault") {
    return <Fault sentence={phase.sentence} onAgain={() => void recorder.start()} onClose={discard} />;
  }
  return <Running phase={phase} recorder={recorder} onDiscard={discard} onSend={() => void finishAndSend()} />;
}

function useSend(conversationId: string, replyTo: Message["replyTo"], onEnd: (wasSent: boolean) => void) {
  const client = useQueryClient();
  const memberId = useSession().profile.id;
  return async () => {
    if (await sendVoice(client, { memberId, conversationId }, replyTo)) onEnd(true);
  };
}

interface RunningProps {
  readonly phase: Exclude<Phase, { kind: "fault" }>;
  readonly recorder: ReturnType<typeof useRecorder>;
  readonly onDiscard: () => void;
  readonly onSend: () => void;
}

function Running({ phase, recorder, onDiscard, onSend }: RunningProps) {
  const recording = "recording" in phase ? phase.recording : null;
  const paused = phase.kind === "paused";
  const seconds = recording?.seconds() ?? 0;
  return (
    <section ref={focusAtOnce} tabIndex={-1} className={styles.panel} aria-label="Voice message">
      <Discard onClick={onDiscard} />
      <span className={styles.state} role="status">
        <span className={styles.light} data-on={phase.kind === "recording" || undefined} aria-hidden />
        <span className="wk-hidden">{stateSaid(phase)}</span>
      </span>
      {recording ? (
        <>
          <span className={styles.clock}>{clockOf(Math.floor(seconds))}</span>
          <LiveLevel levels={recording.levels} />
          <Left seconds={mostSeconds - seconds} />
        </>
      ) : (
        <span className={styles.words}>{stateSaid(phase)}</span>
      )}
      <ActionIcon
        aria-label={paused ? "Go on recording" : "Pause the recording"}
        title={paused ? "Go on" : "Pause"}
        disabled={!recording}
        onClick={paused ? recorder.resume : recorder.pause}
      >
        {paused ? <IconMicrophone size={20} stroke={1.75} /> : <IconPlayerPauseFilled size={18} />}
      </ActionIcon>
      <ActionIcon
        aria-label="Stop and listen"
        title="Stop and listen"
        disabled={!recording}
        onClick={() => void recorder.finish()}
      >
        <IconPlayerStopFilled size={18} />
      </ActionIcon>
      <SendButton disabled={!recording} onClick={onSend} />
    </section>
  );
}

function stateSaid({ kind }: RunningProps["phase"]): string {
  if (kind === "asking") return "Allow the microphone in the browser";
  if (kind === "finishing") return "Making it ready";
  return kind === "paused" ? "Recording is paused" : "Recording";
}

/** The end of the longest message is told a minute before. */
function Left({ seconds }: { seconds: number }) {
  if (seconds > 60) return null;
  return <span className={styles.left}>{Math.max(0, Math.ceil(seconds))} s left</span>;
}

interface ReadyProps {
  readonly draft: VoiceDraft;
  readonly onDiscard: () => void;
  readonly onSend: () => void;
}

function Ready({ draft, onDiscard, onSend }: ReadyProps) {
  const sending = draft.state === "sending";
  return (
    <section ref={focusAtOnce} tabIndex={-1} className={styles.ready} aria-label="Voice message">
      <div className={styles.panel}>
        <Discard disabled={sending} onClick={onDiscard} />
        <div className={styles.player}>
          <SoundPlayer noun="recording" address={draft.address} seconds={draft.seconds} waveform={draft.waveform} />
        </div>
        <SendButton disabled={sending} again={draft.state === "failed"} onClick={onSend} />
      </div>
      {sending ? (
        <Progress
          className={styles.upload}
          value={draft.part * 100}
          size="sm"
          aria-label="Uploading the voice message"
        />
      ) : null}
      {draft.failure ? (
        <p className={styles.failure} role="alert">
          Not sent. {draft.failure}
        </p>
      ) : null}
    </section>
  );
}

interface FaultProps {
  readonly sentence: string;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

function Fault({ sentence, onAgain, onClose }: FaultProps) {
  return (
    <div className={styles.panel} role="alert">
      <IconMicrophoneOff className={styles.off} size={20} stroke={1.75} aria-hidden />
      <p className={styles.sentence}>{sentence}</p>
      <Button size="compact-sm" variant="default" onClick={onAgain}>
        Try again
      </Button>
      <Button size="compact-sm" variant="default" onClick={onClose}>
        Close
      </Button>
    </div>
  );
}

function Discard({ disabled = false, onClick }: { disabled?: boolean; onClick: () => void }) {
  return (
    <ActionIcon aria-label="Throw the recording away" title="Throw it away" disabled={disabled} onClick={onClick}>
      <IconTrash size={18} stroke={1.75} />
    </ActionIcon>
  );
}

interface SendButtonProps {
  readonly disabled: boolean;
  readonly again?: boolean | undefined;
  readonly onClick: () => void;
}

function SendButton({ disabled, again, onClick }: SendButtonProps) {
  return (
    <Button size="compact-md" disabled={disabled} onClick={onClick} leftSection={<IconSend2 size={16} aria-hidden />}>
      {again ? "Try again" : "Send"}
    </Button>
  );
}
