import { parsePhoneNumberFromString } from "libphonenumber-js/min";
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
            <bdi>{spaced(phone)}</bdi>
          </a>
          <CopyButton value={phone} label="Copy the number" />
        </p>
      ))}
    </div>
  );
}

/** A number with its country code in groups, as one reads it; others as they were sent. */
function spaced(phone: string): string {
  const found = parsePhoneNumberFromString(phone);
  return found?.isPossible() ? found.formatInternational() : phone;
}
