import {
  IconBan,
  IconCircleNumber1,
  IconClock,
  IconExternalLink,
  IconHandClick,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { MessageContent } from "#contract/message-content.ts";
import { arrivalOf } from "#web/inbox/content/arrival-of.ts";
import { ContactCards } from "#web/inbox/content/contact-cards.tsx";
import { DocumentCard } from "#web/inbox/content/document-card.tsx";
import styles from "#web/inbox/content/message-body.module.css";
import { Picture, Sticker } from "#web/inbox/content/picture.tsx";
import { Place } from "#web/inbox/content/place.tsx";
import { RichText } from "#web/inbox/content/rich-text.tsx";
import { AudioCard, VoicePlayer } from "#web/inbox/content/sound.tsx";
import { Video } from "#web/inbox/content/video.tsx";

/** What a message says, each kind in its own form. */
export function MessageBody({ content }: { content: MessageContent }) {
  switch (content.kind) {
    case "text":
      return <RichText text={content.text} entities={content.entities} />;
    case "photo":
    case "video":
    case "voice":
    case "document":
    case "audio":
      return (
        <>
          {"viewOnce" in content && content.viewOnce ? <ViewOnce /> : null}
          <FileBody content={content} />
          {content.text ? <RichText text={content.text} entities={content.entities} /> : null}
        </>
      );
    case "sticker":
      return <Sticker attachment={content.attachment} emoji={content.emoji} />;
    case "location":
      return <Place place={content} />;
    case "contacts":
      return <ContactCards contacts={content.contacts} />;
    case "start":
      return <Started parameter={content.parameter} />;
    case "button":
      return <Quiet icon={IconHandClick}>{`Pressed “${content.label}”`}</Quiet>;
    case "referral":
      return <Quiet icon={IconExternalLink}>{arrivalOf(content)}</Quiet>;
    case "removed":
      return <Quiet icon={IconBan}>This message was deleted</Quiet>;
    case "undecryptable":
      return (
        <Quiet icon={IconClock}>
          Waiting for this message. It came in a form that could not be read here; it is sent again by itself.
        </Quiet>
      );
    case "unsupported":
      return <p className={styles.quiet}>{`Unsupported: ${content.what}. Wokfow keeps it but cannot show it.`}</p>;
  }
}

type WithFile = Extract<MessageContent, { kind: "photo" | "video" | "voice" | "document" | "audio" }>;

function FileBody({ content: { kind, attachment } }: { content: WithFile }) {
  if (kind === "photo") return <Picture attachment={attachment} />;
  if (kind === "video") return <Video attachment={attachment} />;
  if (kind === "voice") return <VoicePlayer attachment={attachment} />;
  return kind === "audio" ? <AudioCard attachment={attachment} /> : <DocumentCard attachment={attachment} />;
}

/** The customer's own app shows it a single time; whoever answers here should know that it was meant so. */
function ViewOnce() {
  return (
    <p className={styles.mark}>
      <IconCircleNumber1 size={14} stroke={1.75} aria-hidden />
      Sent to be seen once
    </p>
  );
}

function Quiet({ icon: Icon, children }: { icon: TablerIcon; children: ReactNode }) {
  return (
    <p className={styles.quiet}>
      <Icon className={styles.sign} size={14} stroke={1.75} aria-hidden />
      {children}
    </p>
  );
}

function Started({ parameter }: { parameter: string | null }) {
  return (
    <p className={styles.quiet}>{parameter ? `Started the chat by the link “${parameter}”` : "Started the chat"}</p>
  );
}
