import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Contact } from "#contract/contacts.ts";
import { ContactFacts } from "#web/contacts/contact-facts.tsx";
import styles from "#web/contacts/contact-pane.module.css";
import { contactQuery } from "#web/contacts/contact-query.ts";
import { OtherConversations } from "#web/contacts/other-conversations.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { Face } from "#web/design/face.tsx";
import { Late } from "#web/design/list-skeleton.tsx";
import { conversationQuery } from "#web/inbox/data/queries.ts";
import { useGo } from "#web/inbox/data/use-address.ts";
import { isProblem } from "#web/shell/problem.ts";
import { pictureOf } from "#web/shell/session.ts";

/** Whom one is talking with: name, identities, since when, and their other conversations. */
export function ContactPane({ conversationId }: { conversationId: string }) {
  const conversation = useQuery(conversationQuery(conversationId));
  // What left the member's sight stays in the cache until it is swept; it is not shown.
  const contactId = isProblem(conversation.error, "not_found") ? undefined : conversation.data?.contact.id;
  return (
    <>
      <PaneHeader />
      <div className={styles.scroll}>{contactId ? <Loaded contactId={contactId} openId={conversationId} /> : null}</div>
    </>
  );
}

function PaneHeader() {
  const { change } = useGo();
  const close = () => change({ panel: undefined });
  return (
    <div className={styles.header}>
      <h2 className={styles.title}>Contact</h2>
      <ActionIcon className={styles.close} aria-label="Close the contact" onClick={close}>
        <IconX size={18} />
      </ActionIcon>
    </div>
  );
}

function Loaded({ contactId, openId }: { contactId: string; openId: string }) {
  const query = useQuery(contactQuery(contactId));
  if (query.data && !isProblem(query.error, "not_found")) return <Person contact={query.data} openId={openId} />;
  if (query.isError) {
    return (
      <ErrorState title="The contact could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <Late>
      <div className={styles.bone} role="status" aria-label="Loading" aria-busy="true" />
    </Late>
  );
}

function Person({ contact, openId }: { contact: Contact; openId: string }) {
  const username = contact.identities.find((identity) => identity.username)?.username;
  return (
    <>
      <div className={styles.person}>
        <Face name={contact.name} picture={pictureOf(contact)} size={64} />
        <h3 className={styles.name} dir="auto">
          {contact.name}
        </h3>
        {username ? <bdi className={styles.soft}>@{username}</bdi> : null}
      </div>
      <ContactFacts contact={contact} />
      <OtherConversations contact={contact} openId={openId} />
    </>
  );
}
