import { Button } from "@mantine/core";
import { IconAlertCircle, IconHelpCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Message } from "#contract/messages.ts";
import { classes } from "#web/design/classes.ts";
import { ChannelsLink } from "#web/inbox/channels-link.tsx";
import { useDeeds } from "#web/inbox/data/use-deeds.ts";
import styles from "#web/inbox/thread/failed-note.module.css";
import { type Remedy, refusals } from "#web/inbox/thread/refusal-sentences.ts";
import { useThreadActions } from "#web/inbox/thread/thread-actions.ts";
import { useRight } from "#web/shell/session.ts";

/** Inside a bubble that did not reach the customer, or perhaps did not: why, and what to do about it. */
export function FailedNote({ message }: { message: Message }) {
  return message.state === "unknown" ? <UnknownNote message={message} /> : <RefusedNote message={message} />;
}

function RefusedNote({ message }: { message: Message }) {
  const { remedy } = refusals[message.refusal?.reason ?? "rejected_by_service"];
  return (
    <div className={styles.note}>
      <p className={styles.words}>
        <IconAlertCircle size={14} aria-hidden />
        <span>{whySaid(message.refusal)}</span>
      </p>
      <div className={styles.remedies}>
        <RemedyButtons message={message} remedy={remedy} />
      </div>
    </div>
  );
}

/** What a guard of ours says is whole sentences; what an outside service says stands as a quotation behind ours. */
function whySaid(refusal: Message["refusal"]): string {
  if (!refusal) return refusals.rejected_by_service.sentence;
  const { reason, detail } = refusal;
  if (reason === "held_back" && detail) return detail;
  return detail ? `${refusals[reason].sentence} It said: ${detail}` : refusals[reason].sentence;
}

function RemedyButtons({ message, remedy }: { message: Message; remedy: Remedy | null }) {
  const { edit, canReply } = useThreadActions();
  const mayConnect = useRight("channels.configure");
  if (remedy === "edit" && canReply) return <Small onClick={() => edit(message)}>Write it anew</Small>;
  if (remedy === "send_again") return <SendAgain message={message} />;
  if (remedy !== "channel") return null;
  return (
    <>
      <SendAgain message={message} />
      {mayConnect ? <ChannelsLink>Look at the channel</ChannelsLink> : null}
    </>
  );
}

function UnknownNote({ message }: { message: Message }) {
  const { resolve } = useDeeds();
  return (
    <div className={styles.note}>
      <p className={classes(styles.words, styles.unsure)}>
        <IconHelpCircle size={14} aria-hidden />
        <span>
          {message.nextAttemptAt
            ? "It may have arrived or not. Wokfow is asking the outside service, and sends it again only if it has certainly not arrived."
            : "The outside service took this message but its answer was lost, so it may have arrived or not. It is not sent again by itself."}
        </span>
      </p>
      <div className={styles.remedies}>
        <Small onClick={() => void resolve(message, "sent")}>It arrived</Small>
        <SendAgain message={message} />
        <Small onClick={() => void resolve(message, "discard")}>Give it up</Small>
      </div>
    </div>
  );
}

function SendAgain({ message }: { message: Message }) {
  const { resolve } = useDeeds();
  return <Small onClick={() => void resolve(message, "send_again")}>Send again</Small>;
}

function Small({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button size="compact-sm" variant="default" onClick={onClick}>
      {children}
    </Button>
  );
}
