import type { MessageContent } from "#contract/messages.ts";
import { DocumentCard } from "#web/inbox/thread/document-card.tsx";
import styles from "#web/inbox/thread/message-group.module.css";
import { Picture } from "#web/inbox/thread/picture.tsx";
import { RichText } from "#web/inbox/thread/rich-text.tsx";
import { VoicePlayer } from "#web/inbox/thread/voice-player.tsx";

/** What a message says, each kind in its own form. */
export function MessageBody({ content }: { content: MessageContent }) {
  switch (content.kind) {
    case "text":
      return <RichText text={content.text} entities={content.entities} />;
    case "photo":
      return (
        <>
          <Picture attachment={content.attachment} />
          <Caption content={content} />
        </>
      );
    case "document":
      return (
        <>
          <DocumentCard attachment={content.attachment} />
          <Caption content={content} />
        </>
      );
    case "voice":
      return (
        <>
          <VoicePlayer attachment={content.attachment} />
          <Caption content={content} />
        </>
      );
    case "sticker":
      return <Picture attachment={content.attachment} sticker emoji={content.emoji} />;
    case "start":
      return <Started parameter={content.parameter} />;
    case "unsupported":
      return <p className={styles.quiet}>{`Unsupported: ${content.what}. Wokfow keeps it but cannot show it.`}</p>;
  }
}

function Caption({ content }: { content: Extract<MessageContent, { entities: unknown }> }) {
  return content.text ? <RichText text={content.text} entities={content.entities} /> : null;
}

function Started({ parameter }: { parameter: string | null }) {
  return (
    <p className={styles.quiet}>{parameter ? `Started the chat by the link “${parameter}”` : "Started the chat"}</p>
  );
}
