import { Fragment } from "react";
import type { ChannelKind } from "#contract/channels.ts";
import type { Contact } from "#contract/contacts.ts";
import styles from "#web/contacts/contact-pane.module.css";
import { languageName } from "#web/contacts/language-name.ts";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { ChannelGlyph, channelKindName } from "#web/inbox/channel-glyph.tsx";

/** What is known about a customer, identity by identity. */
export function ContactFacts({ contact }: { contact: Contact }) {
  return (
    <section className={styles.section} aria-label="Known about the contact">
      <dl className={styles.facts}>
        <dt>First seen</dt>
        <dd>
          <RelativeTime moment={contact.firstSeenAt} style="long" />
        </dd>
        {contact.identities.map((identity) => (
          <Fragment key={identity.id}>
            <dt>
              <span className={styles.identity}>
                <ChannelGlyph kind={identity.kind} />
                <span aria-hidden>{channelKindName(identity.kind)}</span>
              </span>
            </dt>
            <dd>
              <Account identity={identity} />
            </dd>
            {identity.language ? <Fact name="Language" value={languageName(identity.language)} /> : null}
            {identity.startParameter ? <Fact name="Came by link" value={identity.startParameter} /> : null}
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

/** By which the customer is known there: a username, or a phone number. */
function Account({ identity: { kind, username, phone } }: { identity: Contact["identities"][number] }) {
  if (username) return <bdi>@{username}</bdi>;
  return phone ? <bdi>{phone}</bdi> : unnamed[kind];
}

/** What a service tells of who has neither: on Messenger that is everybody. */
const unnamed: Readonly<Record<ChannelKind, string>> = {
  telegram: "No username",
  whatsapp: "Number not shown",
  messenger: "Known by name only",
};

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </>
  );
}
