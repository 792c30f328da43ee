import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type DirectoryEntry, endMemberSessions, reactivateMember } from "#contract/directory.ts";
import { counted } from "#web/design/format-number.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { ConfirmOwner } from "#web/members/directory/confirm-owner.tsx";
import { ResetPassword } from "#web/members/directory/reset-password.tsx";
import { ShutOutDialog } from "#web/members/directory/shut-out-dialog.tsx";
import { keepEntry, refreshDirectory } from "#web/members/directory/use-directory.ts";
import { call } from "#web/shell/api.ts";

interface AccessSectionProps {
  readonly member: DirectoryEntry;
  readonly onRemoved: () => void;
}

type Asked = "password" | "deactivate" | "remove";

/** A member's way in: password, sessions, being let in at all. */
export function AccessSection({ member, onRemoved }: AccessSectionProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { can } = member;
  if (can.refusal) return null;
  const close = () => setAsked(null);
  return (
    <SettingsSection title="Access">
      {can.resetPassword ? (
        <SettingRow name="Password" sentence="Make a new one for them to start with">
          <Button variant="default" onClick={() => setAsked("password")}>
            Reset
          </Button>
        </SettingRow>
      ) : null}
      {can.endSessions ? <SessionsRow member={member} /> : null}
      {can.reactivate ? <ReactivateRow member={member} /> : null}
      {can.deactivate ? (
        <SettingRow name="Deactivate" sentence="Keeps them out until you let them in again">
          <Button variant="default" onClick={() => setAsked("deactivate")}>
            Deactivate
          </Button>
        </SettingRow>
      ) : null}
      {can.remove ? (
        <SettingRow name="Remove" sentence="For good; what they wrote stays">
          <Button variant="default" onClick={() => setAsked("remove")}>
            Remove
          </Button>
        </SettingRow>
      ) : null}
      {asked === "password" ? <ResetPassword member={member} onClose={close} /> : null}
      {asked === "deactivate" ? (
        <ShutOutDialog member={member} deed="deactivate" onClose={close} onDone={close} />
      ) : null}
      {asked === "remove" ? <ShutOutDialog member={member} deed="remove" onClose={close} onDone={onRemoved} /> : null}
    </SettingsSection>
  );
}

function SessionsRow({ member }: { member: DirectoryEntry }) {
  const client = useQueryClient();
  const { saving, save } = useSaving(async () => {
    await call(endMemberSessions, { params: { memberId: member.id } });
    refreshDirectory(client);
  });
  return (
    <SettingRow name="Sessions" sentence={`Signed in at ${counted(member.sessions, "place")}`} saving={saving}>
      <Button variant="default" onClick={() => void save()} loading={saving.kind === "saving"}>
        Sign out everywhere
      </Button>
    </SettingRow>
  );
}

function ReactivateRow({ member }: { member: DirectoryEntry }) {
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const letIn = async (currentPassword?: string) => {
    const body = currentPassword === undefined ? {} : { currentPassword };
    keepEntry(client, await call(reactivateMember, { params: { memberId: member.id }, body }));
  };
  const { saving, save } = useSaving(() => letIn());
  return (
    <SettingRow name="Deactivated" sentence="They cannot sign in" saving={saving}>
      <Button
        variant="default"
        onClick={() => (member.can.confirm ? setAsked(true) : void save())}
        loading={saving.kind === "saving"}
      >
        Reactivate
      </Button>
      {isAsked ? (
        <ConfirmOwner
          title={`Reactivate ${member.displayName}?`}
          consequences="They are an Owner and may do everything here again, remove you included."
          verb="Reactivate"
          onConfirm={letIn}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </SettingRow>
  );
}
