import { Select } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { changeRole, type DirectoryEntry, renameMember } from "#contract/directory.ts";
import { type Role, roles } from "#contract/rights.ts";
import { displayName } from "#contract/values.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { ConfirmOwner } from "#web/members/directory/confirm-owner.tsx";
import styles from "#web/members/directory/member-panel.module.css";
import { keepEntry } from "#web/members/directory/use-directory.ts";
import { roleWords } from "#web/members/role-words.ts";
import { TextSetting } from "#web/settings/text-setting.tsx";
import { call } from "#web/shell/api.ts";

/** A member's name and role, to be changed by those who stand above them. */
export function ProfileSection({ member }: { member: DirectoryEntry }) {
  const client = useQueryClient();
  const params = { memberId: member.id };
  const rename = async (name: string) =>
    keepEntry(client, await call(renameMember, { params, body: { displayName: name } }));
  return (
    <SettingsSection title="Profile">
      <TextSetting
        name="Name"
        sentence=""
        value={member.displayName}
        shape={displayName}
        onSave={member.can.rename ? rename : null}
      />
      <RoleRow member={member} />
    </SettingsSection>
  );
}

function RoleRow({ member }: { member: DirectoryEntry }) {
  const id = useId();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Role | null>(null);
  const give = async (role: Role, currentPassword?: string) => {
    const body = { role, ...(currentPassword !== undefined && { currentPassword }) };
    keepEntry(client, await call(changeRole, { params: { memberId: member.id }, body }));
  };
  const { saving, save } = useSaving((role: Role) => give(role));
  const choices = roles.filter((role) => role === member.role || member.can.roles.includes(role));
  function choose(chosen: string | null) {
    const role = choices.find((one) => one === chosen);
    if (!role || role === member.role) return;
    // Making and unmaking an Owner asks who does it.
    if (role === "owner" || member.role === "owner") setAsked(role);
    else void save(role);
  }
  return (
    <SettingRow name="Role" sentence={roleWords[member.role].sentence} controlId={id} saving={saving}>
      <Select
        id={id}
        className={styles.role}
        data={choices.map((role) => ({ value: role, label: roleWords[role].name }))}
        value={member.role}
        onChange={choose}
        allowDeselect={false}
        disabled={choices.length < 2}
      />
      {asked ? (
        <ConfirmOwner
          title={
            asked === "owner"
              ? `Make ${member.displayName} an Owner?`
              : `Make ${member.displayName} ${articleOf(asked)} ${roleWords[asked].name}?`
          }
          consequences={
            asked === "owner"
              ? "An Owner may do everything here, remove you included."
              : "They keep what the new role allows and lose the rest at once, in open browsers too."
          }
          verb="Change role"
          onConfirm={(currentPassword) => give(asked, currentPassword)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </SettingRow>
  );
}

function articleOf(role: Role): string {
  return role === "admin" || role === "owner" ? "an" : "a";
}
