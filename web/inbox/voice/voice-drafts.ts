import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { Message } from "#contract/messages.ts";
import { now } from "#web/design/clock.ts";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { newIdempotencyKey } from "#web/inbox/composer/compose.ts";
import { startUpload } from "#web/inbox/composer/upload-file.ts";
import type { Lane } from "#web/inbox/data/outbox.ts";
import { send } from "#web/inbox/data/send-unsent.ts";
import type { Recorded } from "#web/inbox/voice/record-voice.ts";
import { toVoiceFile } from "#web/inbox/voice/to-voice-file.ts";
import { createStore } from "#web/shell/store.ts";

/** A recording that is not sent yet. */
export interface VoiceDraft {
  readonly file: File;
  /** Where this page can play it. */
  readonly address: string;
  readonly seconds: number;
  readonly waveform: number[];
  readonly state: "ready" | "sending" | "failed";
  /** How much of it is uploaded, from 0 to 1. */
  readonly part: number;
  /** Why it could not be uploaded, in sentences. */
  readonly failure: string | null;
}

/** By conversation, so that looking at another one in between loses nothing. */
const drafts = createStore<ReadonlyMap<string, VoiceDraft>>(new Map());

/** The recording that waits in a conversation. */
export function useVoiceDraft(conversationId: string): VoiceDraft | undefined {
  return useSyncExternalStore(drafts.subscribe, () => drafts.get().get(conversationId));
}

/** Keeps a recording until it is sent or thrown away. Throws when it could not be made a voice message. */
export async function keepVoice(conversationId: string, recorded: Recorded): Promise<void> {
  const file = await toVoiceFile(recorded);
  const { seconds, waveform } = recorded;
  const address = URL.createObjectURL(canPlay(file.type) ? file : recorded.blob);
  write(conversationId, { file, address, seconds, waveform, state: "ready", part: 0, failure: null });
}

/** Throws a recording away. */
export function dropVoice(conversationId: string): void {
  const draft = drafts.get().get(conversationId);
  if (draft) URL.revokeObjectURL(draft.address);
  write(conversationId, null);
}

/** Uploads the recording of a conversation and sends it; when the upload fails the recording stays, to be sent again. */
export async function sendVoice(client: QueryClient, lane: Lane, replyTo: Message["replyTo"]): Promise<boolean> {
  const { conversationId } = lane;
  const draft = drafts.get().get(conversationId);
  if (!draft || draft.state === "sending") return false;
  const change = (changes: Partial<VoiceDraft>) => write(conversationId, { ...draft, state: "sending", ...changes });
  change({ part: 0, failure: null });
  try {
    const file = await startUpload(draft.file, (part) => change({ part })).finished;
    const voice = { seconds: draft.seconds, waveform: draft.waveform };
    const writtenAt = new Date(now()).toISOString();
    const written = {
      ...lane,
      idempotencyKey: newIdempotencyKey(),
      writtenAt,
      text: "",
      asDocument: false,
      replyTo,
      note: null,
    };
    dropVoice(conversationId);
    send(client, { ...written, file, voice });
    return true;
  } catch (error) {
    change({ state: "failed", failure: sentenceOf(error) });
    return false;
  }
}

function canPlay(type: string): boolean {
  return new Audio().canPlayType(`${type};codecs=opus`) !== "";
}

function write(conversationId: string, draft: VoiceDraft | null): void {
  const next = new Map(drafts.get());
  if (draft) next.set(conversationId, draft);
  else next.delete(conversationId);
  drafts.set(next);
  // Closing the tab would end what was said, and nobody would know of it any more.
  if (next.size > 0) window.addEventListener("beforeunload", askBeforeLeaving);
  else window.removeEventListener("beforeunload", askBeforeLeaving);
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
