import { Button } from "@mantine/core";
import { IconAlertCircle, IconClock } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { classes } from "#web/design/classes.ts";
import { DocumentCard } from "#web/inbox/content/document-card.tsx";
import { Picture } from "#web/inbox/content/picture.tsx";
import { RichText } from "#web/inbox/content/rich-text.tsx";
import { VoicePlayer } from "#web/inbox/content/sound.tsx";
import { Video } from "#web/inbox/content/video.tsx";
import type { Unsent } from "#web/inbox/data/outbox.ts";
import { discard, retry } from "#web/inbox/data/send-unsent.ts";
import failed from "#web/inbox/thread/failed-note.module.css";
import styles from "#web/inbox/thread/message-group.module.css";
import { NoteMark } from "#web/inbox/thread/message-group.tsx";
import { Quoted } from "#web/inbox/thread/quoted.tsx";
import { useThreadActions } from "#web/inbox/thread/thread-actions.ts";

/** A message that the server has not confirmed: drawn at once, and when it could not be sent, with a way to try again. */
export function UnsentBubble({ unsent }: { unsent: Unsent }) {
  const { file, text, replyTo, note, voice, state } = unsent;
  const entities = (note ?? []).map((mention) => ({ kind: "mention" as const, ...mention }));
  return (
    <div className={classes(styles.group, styles.own)} data-direction={note ? "note" : "outbound"} data-unsent={state}>
      <div className={styles.line}>
        <div
          className={styles.bubble}
          data-unsent={state === "failed" ? undefined : true}
          data-failed={state === "failed" || undefined}
        >
          {replyTo ? <Quoted quoted={replyTo} /> : null}
          {file ? <UnsentFile file={file} voice={voice} /> : null}
          {text ? <RichText text={text} entities={entities} /> : null}
          {state === "failed" ? <NotSent unsent={unsent} /> : null}
        </div>
      </div>
      {state === "failed" ? null : (
        <div className={styles.meta}>
          {note ? <NoteMark /> : null}
          <IconClock size={14} aria-hidden />
          {state === "sending" ? "Sending" : "Waiting"}
        </div>
      )}
    </div>
  );
}

function UnsentFile({ file, voice }: { file: NonNullable<Unsent["file"]>; voice: Unsent["voice"] }) {
  const measured = { seconds: voice?.seconds ?? null, waveform: voice?.waveform ?? null };
  const attachment = { ...file, ...measured, fileId: file.id, state: "stored", failure: null } as const;
  if (voice) return <VoicePlayer attachment={attachment} />;
  if (file.type.startsWith("image/") && file.hasThumbnail) return <Picture attachment={attachment} />;
  return file.type.startsWith("video/") ? <Video attachment={attachment} /> : <DocumentCard attachment={attachment} />;
}

function NotSent({ unsent }: { unsent: Unsent }) {
  const client = useQueryClient();
  const { takeBack } = useThreadActions();

  function edit() {
    takeBack(unsent);
    discard(client, unsent);
  }

  return (
    <div className={failed.note} role="alert">
      <p className={failed.words}>
        <IconAlertCircle size={14} aria-hidden />
        <span>
          {unsent.note ? "Not added." : "Not sent."} {unsent.failure}
        </span>
      </p>
      <div className={failed.remedies}>
        {unsent.refused && !unsent.voice ? (
          <Button size="compact-sm" variant="default" onClick={edit}>
            Edit
          </Button>
        ) : null}
        <Button size="compact-sm" variant="default" onClick={() => retry(client, unsent)}>
          Try again
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => discard(client, unsent)}>
          Discard
        </Button>
      </div>
    </div>
  );
}
