import { useCallback, useEffect, useRef, useState } from "react";
import { microphoneFault } from "#web/inbox/voice/microphone-fault.ts";
import { type Recording, recordVoice } from "#web/inbox/voice/record-voice.ts";
import { dropVoice, keepVoice } from "#web/inbox/voice/voice-drafts.ts";

/** The longest voice message, in seconds. */
export const mostSeconds = 15 * 60;

/** What the recorder is about. */
export type Phase =
  | { readonly kind: "asking" | "finishing" }
  | { readonly kind: "recording" | "paused"; readonly recording: Recording }
  | { readonly kind: "fault"; readonly sentence: string };

const drawEveryMs = 100;

/** Records one voice message for a conversation. Leaving the conversation ends the recording, which then waits there. */
export function useRecorder(conversationId: string, begin: boolean) {
  const [phase, setPhase] = useState<Phase>({ kind: "asking" });
  const running = useRef<Recording | null>(null);
  // A new one for each time this is put on the page, which in development is twice at once.
  const stay = useRef({ isOver: false });

  const start = useCallback(async () => {
    const own = stay.current;
    setPhase({ kind: "asking" });
    try {
      const recording = await recordVoice();
      if (own.isOver) return recording.cancel();
      running.current = recording;
      setPhase({ kind: "recording", recording });
    } catch (error) {
      setPhase({ kind: "fault", sentence: microphoneFault(error).message });
    }
  }, []);

  const finish = useCallback(async () => {
    const recording = running.current;
    running.current = null;
    if (!recording) return;
    setPhase({ kind: "finishing" });
    try {
      await keepVoice(conversationId, await recording.finish());
    } catch {
      setPhase({ kind: "fault", sentence: "The recording could not be made a voice message. Record it once more." });
    }
  }, [conversationId]);

  function turn(kind: "recording" | "paused"): void {
    const recording = running.current;
    if (!recording) return;
    if (kind === "paused") recording.pause();
    else recording.resume();
    setPhase({ kind, recording });
  }

  function cancel(): void {
    running.current?.cancel();
    running.current = null;
    dropVoice(conversationId);
  }

  useEffect(() => {
    const own = { isOver: false };
    stay.current = own;
    if (begin) void start();
    return () => {
      own.isOver = true;
      void finish();
    };
  }, [begin, start, finish]);
  useTicks(phase.kind === "recording", () => {
    if ((running.current?.seconds() ?? 0) >= mostSeconds) void finish();
  });

  return { phase, start, finish, pause: () => turn("paused"), resume: () => turn("recording"), cancel };
}

/** Draws anew ten times a second while something runs. */
function useTicks(running: boolean, onTick: () => void): void {
  const [, draw] = useState(0);
  const latest = useRef(onTick);
  latest.current = onTick;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => {
      latest.current();
      draw((count) => count + 1);
    }, drawEveryMs);
    return () => clearInterval(timer);
  }, [running]);
}
