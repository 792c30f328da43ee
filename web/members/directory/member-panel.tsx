import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { DirectoryEntry } from "#contract/directory.ts";
import { ErrorState } from "#web/design/error-state.tsx";
import { Face } from "#web/design/face.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { Notice } from "#web/design/notice.tsx";
import { usePhone } from "#web/design/phone.ts";
import { StatusPill } from "#web/design/status-pill.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { AccessSection } from "#web/members/directory/access-section.tsx";
import { directoryEntryQuery } from "#web/members/directory/directory-query.ts";
import { MemberFacts } from "#web/members/directory/member-facts.tsx";
import styles from "#web/members/directory/member-panel.module.css";
import { ProfileSection } from "#web/members/directory/profile-section.tsx";
import { statusWords } from "#web/members/directory/status-words.ts";
import { pictureOf } from "#web/shell/session.ts";
import { SightSection } from "#web/sight/sight-section.tsx";

interface MemberPanelProps {
  readonly memberId: string;
  readonly onClose: () => void;
}

/** One member at the side of the directory: who they are, and what whoever looks may do with them. */
export function MemberPanel({ memberId, onClose }: MemberPanelProps) {
  useFocusBack();
  const phone = usePhone();
  const { data, error, refetch } = useQuery(directoryEntryQuery(memberId));
  return (
    <Drawer
      opened
      onClose={() => isTopmost() && onClose()}
      position="right"
      size={phone ? "100%" : 440}
      title={data ? <PanelHead member={data} /> : "User"}
      classNames={{ title: styles.title ?? "" }}
    >
      {data ? <PanelBody member={data} onClose={onClose} /> : null}
      {!data && error ? (
        <ErrorState title="This user could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <ListSkeleton rowHeight={64} rows={5} disc={0} /> : null}
    </Drawer>
  );
}

/** Escape closes one thing at a time: while a dialog stands before the panel, the panel stays. */
function isTopmost(): boolean {
  return document.querySelectorAll('[role="dialog"]').length < 2;
}

function PanelHead({ member }: { member: DirectoryEntry }) {
  const { name, meaning, icon } = statusWords[member.status];
  return (
    <span className={styles.head}>
      <Face name={member.displayName} picture={pictureOf(member)} size={40} />
      <span className={styles.who}>
        <span className={styles.name}>{member.displayName}</span>
        <span className={styles.email}>{member.email}</span>
      </span>
      <StatusPill meaning={meaning} icon={icon}>
        {name}
      </StatusPill>
    </span>
  );
}

function PanelBody({ member, onClose }: { member: DirectoryEntry; onClose: () => void }) {
  return (
    <>
      <MemberFacts member={member} />
      {member.can.refusal ? (
        <div className={styles.refusal}>
          <Notice meaning="quiet">{member.can.refusal}</Notice>
        </div>
      ) : null}
      <ProfileSection member={member} />
      <SightSection member={member} />
      <AccessSection member={member} onRemoved={onClose} />
    </>
  );
}
