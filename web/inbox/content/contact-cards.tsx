import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { MessageContent } from "#contract/message-content.ts";
import { CopyButton } from "#web/design/copy-button.tsx";
import { Face } from "#web/design/face.tsx";
import { counted } from "#web/design/format-number.ts";
import styles from "#web/inbox/content/cards.module.css";

type Contacts = Extract<MessageContent, { kind: "contacts" }>["contacts"];

/** So many are shown at first; phones can send hundreds at once. */
const fewContacts = 3;

/** Contacts that were sent: who, and the numbers to copy or to call. */
export function ContactCards({ contacts }: { contacts: Contacts }) {
  const [all, setAll] = useState(false);
  // The same contact may have been sent twice.
  const different = [...new Map(contacts.map((contact) => [JSON.stringify(contact), contact]))];
  const shown = all ? different : different.slice(0, fewContacts);
  const hidden = different.length - shown.length;
  return (
    <div className={styles.cards}>
      {shown.map(([key, contact]) => (
        <ContactCard key={key} contact={contact} />
      ))}
      {hidden > 0 ? (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          Show {counted(hidden, "more contact")}
        </button>
      ) : null}
    </div>
  );
}

function ContactCard({ contact: { name, phones } }: { contact: Contacts[number] }) {
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <Face name={name || "?"} size={36} />
        <div className={styles.words}>
          <p className={styles.title}>
            <bdi>{name || "Contact without a name"}</bdi>
          </p>
          {phones.length === 0 ? <p className={styles.soft}>No number</p> : null}
        </div>
      </div>
      {[...new Set(phones)].map((phone) => (
        <p key={phone} className={styles.phone}>
          <a className={styles.number} href={`tel:${phone.replace(/[^\d+]/gu, "")}`} rel="noreferrer">
            <PhoneNumber phone={phone} />
          </a>
          <CopyButton value={phone} label="Copy the number" />
        </p>
      ))}
    </div>
  );
}

/** The number in groups, once what knows the countries is loaded: it is heavy, and most threads have no contact. */
function PhoneNumber({ phone }: { phone: string }) {
  const { data: spaced } = useQuery({
    queryKey: ["spaced-number", phone],
    queryFn: async () => (await import("#web/inbox/content/spaced-number.ts")).spacedNumber(phone),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <bdi>{spaced ?? phone}</bdi>;
}
