import { Fragment, type ReactNode, useState } from "react";
import type { TextEntity } from "#contract/message-content.ts";
import styles from "#web/inbox/content/rich-text.module.css";
import { findAddresses, safeHref } from "#web/inbox/content/safe-href.ts";
import { type RichNode, type RichStretch, splitEntities } from "#web/inbox/content/split-entities.ts";

interface RichTextProps {
  readonly text: string;
  readonly entities: readonly TextEntity[];
}

/** A text with its formatting. Everything a customer writes becomes text nodes; there is no way to markup. */
export function RichText({ text, entities }: RichTextProps) {
  return <div className={styles.text}>{drawn(splitEntities(text, entities), 0, false)}</div>;
}

function drawn(nodes: readonly RichNode[], offset: number, inLink: boolean): ReactNode[] {
  let at = offset;
  return nodes.map((node) => {
    const key = `${at}`;
    if (typeof node === "string") {
      at += node.length;
      return <Fragment key={key}>{inLink ? node : <Plain text={node} />}</Fragment>;
    }
    at = node.offset + lengthOf(node);
    return <Stretch key={`${key} ${node.entity.kind}`} stretch={node} inLink={inLink} />;
  });
}

function Stretch({ stretch, inLink }: { stretch: RichStretch; inLink: boolean }) {
  const { entity, offset, children } = stretch;
  const isLink = entity.kind === "link";
  const inside = drawn(children, offset, inLink || isLink || entity.kind === "code" || entity.kind === "preformatted");
  switch (entity.kind) {
    case "bold":
      return <strong>{inside}</strong>;
    case "italic":
      return <em>{inside}</em>;
    case "underline":
      return <u>{inside}</u>;
    case "strikethrough":
      return <s>{inside}</s>;
    case "code":
      return <code className={styles.code}>{inside}</code>;
    case "preformatted":
      return <code className={styles.pre}>{inside}</code>;
    case "quote":
      return <span className={styles.quote}>{inside}</span>;
    case "spoiler":
      return <Spoiler>{inside}</Spoiler>;
    case "mention":
      return <span className={styles.mention}>{inside}</span>;
    case "link":
      return inLink ? inside : <Outside address={entity.url ?? textOf(children)}>{inside}</Outside>;
  }
}

/** Links lead out of Wokfow: the other page learns nothing of ours and cannot steer this tab. */
function Outside({ address, children }: { address: string; children: ReactNode }) {
  const href = safeHref(address);
  if (!href) return children;
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

function Spoiler({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  return (
    <button
      type="button"
      className={styles.spoiler}
      aria-pressed={shown}
      aria-label={shown ? undefined : "Hidden words, show them"}
      onClick={() => setShown(true)}
    >
      {children}
    </button>
  );
}

/** Plain words; web addresses among them become links, because outside services do not always mark them. */
function Plain({ text }: { text: string }) {
  const addresses = findAddresses(text);
  if (addresses.length === 0) return text;
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, to } of addresses) {
    parts.push(text.slice(at, from));
    const address = text.slice(from, to);
    parts.push(
      <Outside key={from} address={address}>
        {address}
      </Outside>,
    );
    at = to;
  }
  return [...parts, text.slice(at)];
}

function textOf(nodes: readonly RichNode[]): string {
  return nodes.map((node) => (typeof node === "string" ? node : textOf(node.children))).join("");
}

function lengthOf(stretch: RichStretch): number {
  return textOf(stretch.children).length;
}
