import { useQuery } from "@tanstack/react-query";
import type { Ref } from "react";
import type { Conversation } from "#contract/conversations.ts";
import styles from "#web/inbox/composer/composer.module.css";
import { ComposerNotice, whyNot } from "#web/inbox/composer/composer-notice.tsx";
import type { ComposerHandle } from "#web/inbox/composer/use-writing.ts";
import { Writing } from "#web/inbox/composer/writing.tsx";
import { channelsQuery } from "#web/inbox/data/queries.ts";

interface ComposerProps {
  readonly conversation: Conversation;
  readonly ref: Ref<ComposerHandle>;
}

/** Where an answer is written. What stands in its way is said above it. */
export function Composer({ conversation, ref }: ComposerProps) {
  const channels = useQuery(channelsQuery);
  const channel = channels.data?.items.find((one) => one.id === conversation.channel.id);
  const reason = whyNot(conversation, channel, channels.isSuccess);
  return (
    <div className={styles.composer}>
      {reason ? <ComposerNotice reason={reason} /> : null}
      {conversation.can.reply && !reason?.final ? (
        <Writing conversation={conversation} channel={channel} ref={ref} />
      ) : null}
    </div>
  );
}
