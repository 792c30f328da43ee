import { Link } from "@tanstack/react-router";
import type { Contact } from "#contract/contacts.ts";
import styles from "#web/contacts/contact-pane.module.css";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { ChannelGlyph } from "#web/inbox/channel-glyph.tsx";
import { withoutPanel } from "#web/inbox/data/use-address.ts";

/** The customer's conversations on other channels. */
export function OtherConversations({ contact, openId }: { contact: Contact; openId: string }) {
  const others = contact.conversations.filter((conversation) => conversation.id !== openId);
  return (
    <section className={styles.section} aria-label="Other conversations">
      <h3 className={styles.heading}>Other conversations</h3>
      {others.length === 0 ? <span className={styles.soft}>None. This is the only one.</span> : null}
      <ul className={styles.others}>
        {others.map((conversation) => (
          <li key={conversation.id}>
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId: conversation.id }}
              search={withoutPanel}
              className={styles.other}
            >
              <ChannelGlyph kind={conversation.channel.kind} />
              <bdi className={styles.otherName}>{conversation.channel.name}</bdi>
              <span className={styles.soft}>
                {conversation.archivedAt ? "archived" : <RelativeTime moment={conversation.lastActivityAt} />}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
