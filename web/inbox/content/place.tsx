import { IconExternalLink, IconMapPin } from "@tabler/icons-react";
import type { MessageContent } from "#contract/message-content.ts";
import { CopyButton } from "#web/design/copy-button.tsx";
import attached from "#web/inbox/content/attachment.module.css";
import styles from "#web/inbox/content/cards.module.css";
import { coordinatesOf, mapAddressOf } from "#web/inbox/content/coordinates.ts";

/** A place: its name and address where they came with it, and its coordinates. No map is loaded, so nobody else learns of the customer. */
export function Place({ place }: { place: Extract<MessageContent, { kind: "location" }> }) {
  const coordinates = coordinatesOf(place);
  const title = place.name ?? place.address ?? "Location";
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <span className={attached.icon}>
          <IconMapPin size={20} stroke={1.75} aria-hidden />
        </span>
        <div className={styles.words}>
          <p className={styles.title}>
            <bdi>{title}</bdi>
          </p>
          {place.address && place.address !== title ? (
            <p className={styles.soft}>
              <bdi>{place.address}</bdi>
            </p>
          ) : null}
          <p className={styles.figures}>{coordinates}</p>
        </div>
        <CopyButton value={coordinates} label="Copy the coordinates" />
      </div>
      <a className={styles.link} href={mapAddressOf(place)} target="_blank" rel="noopener noreferrer nofollow">
        Open in maps
        <IconExternalLink size={14} aria-label="in a new tab" />
      </a>
    </div>
  );
}
