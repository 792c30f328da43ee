import { useQuery } from "@tanstack/react-query";
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { Conversation } from "#contract/conversations.ts";
import { channelsQuery } from "#web/channels/channels-query.ts";
import { useNow } from "#web/design/clock.ts";
import { answerTimeOf } from "#web/inbox/composer/answer-time.ts";
import { AnswerTimeLine } from "#web/inbox/composer/answer-time-line.tsx";
import styles from "#web/inbox/composer/composer.module.css";
import { type ComposerMode, composerMode } from "#web/inbox/composer/composer-mode.ts";
import { ComposerNotice, useGuardInTheWay, whyNot } from "#web/inbox/composer/composer-notice.tsx";
import { readDraft } from "#web/inbox/composer/drafts.ts";
import { ModeChoice } from "#web/inbox/composer/mode-choice.tsx";
import { type NoteHandle, NoteWriting } from "#web/inbox/composer/note-writing.tsx";
import type { ComposerHandle } from "#web/inbox/composer/use-writing.ts";
import { Writing } from "#web/inbox/composer/writing.tsx";
import { useRight, useSession } from "#web/shell/session.ts";
import { useStore } from "#web/shell/store.ts";

interface ComposerProps {
  readonly conversation: Conversation;
  readonly ref: Ref<ComposerHandle>;
}

/** Where an answer is written, or a note for colleagues. What stands in an answer's way is said above it. */
export function Composer({ conversation, ref }: ComposerProps) {
  const channels = useQuery(channelsQuery);
  const channel = channels.data?.items.find((one) => one.id === conversation.channel.id);
  const guard = useGuardInTheWay(conversation, channel);
  const time = answerTimeOf(conversation, useNow());
  const reason = whyNot(conversation, channel, channels.isSuccess, guard, time);
  const canAnswer = conversation.can.reply && !reason?.final;
  const canNote = useRight("inbox.reply");
  const mode = useMode(conversation.id, canAnswer);
  const writing = useRef<ComposerHandle>(null);
  const note = useRef<NoteHandle>(null);
  useImperativeHandle(ref, () => ({
    addFiles: (files) => writing.current?.addFiles(files),
    replyTo: (message) => writing.current?.replyTo(message),
    edit: (message) => writing.current?.edit(message),
    takeBack: (unsent) => (unsent.note ? note : writing).current?.takeBack(unsent),
  }));
  return (
    <div className={styles.composer}>
      {reason && (mode === "reply" || !canAnswer) ? (
        <ComposerNotice reason={reason} conversation={conversation} />
      ) : null}
      {canAnswer && mode === "reply" && time && time.stage !== "over" ? (
        <AnswerTimeLine conversation={conversation} time={time} />
      ) : null}
      {canNote || canAnswer ? (
        <div className={styles.box} data-mode={mode}>
          <ModeChoice mode={mode} canAnswer={canAnswer} />
          {canAnswer ? (
            <Writing conversation={conversation} channel={channel} active={mode === "reply"} ref={writing} />
          ) : null}
          <NoteWriting conversation={conversation} active={mode === "note"} ref={note} />
        </div>
      ) : null}
    </div>
  );
}

/** Each conversation begins with the customer, unless only a note was begun or only a note can be written. */
function useMode(conversationId: string, canAnswer: boolean): ComposerMode {
  const chosen = useStore(composerMode);
  const memberId = useSession().profile.id;
  const [begun] = useState<ComposerMode>(() => {
    const [reply, note] = (["reply", "note"] as const).map(
      (kind) => readDraft(() => localStorage, { memberId, conversationId, kind }).text,
    );
    return !reply && note ? "note" : "reply";
  });
  useEffect(() => composerMode.set(begun), [begun]);
  return canAnswer ? chosen : "note";
}
