import { editProfile } from "#contract/members.ts";
import type { Role } from "#contract/rights.ts";
import { displayName } from "#contract/values.ts";
import { PageHeader } from "#web/design/page.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { AvailabilitySection } from "#web/members/availability/availability-section.tsx";
import { AvatarRow } from "#web/members/avatar-row.tsx";
import { EmailRow } from "#web/members/email-row.tsx";
import { PasswordRow } from "#web/members/password-row.tsx";
import { roleWords } from "#web/members/role-words.ts";
import { TimeZoneRow } from "#web/members/time-zone-row.tsx";
import { useKeepProfile } from "#web/members/use-keep-profile.ts";
import { SessionsSection } from "#web/sessions/sessions-section.tsx";
import { TextSetting } from "#web/settings/text-setting.tsx";
import { call } from "#web/shell/api.ts";
import { useSession } from "#web/shell/session.ts";

/** What a member decides about themselves: how colleagues see them, how they sign in, and where they are signed in. */
export function ProfilePage() {
  const { profile } = useSession();
  const keep = useKeepProfile();
  return (
    <>
      <PageHeader title="My profile" sentence="How your colleagues see you, and how you sign in." />
      <SettingsSection title="You">
        <AvatarRow profile={profile} />
        <TextSetting
          name="Display name"
          sentence="Colleagues see it on conversations and beside your answers."
          value={profile.displayName}
          shape={displayName}
          autoComplete="name"
          onSave={async (name) => keep(await call(editProfile, { body: { displayName: name } }))}
        />
        <TimeZoneRow profile={profile} />
        <SettingRow name="Role" sentence={roleSentences[profile.role]}>
          <span>{roleWords[profile.role].name}</span>
        </SettingRow>
      </SettingsSection>
      <AvailabilitySection profile={profile} />
      <SettingsSection title="Signing in">
        <EmailRow profile={profile} />
        <PasswordRow profile={profile} />
      </SettingsSection>
      <SessionsSection />
    </>
  );
}

const roleSentences: Readonly<Record<Role, string>> = {
  owner: "You hold every right in this workspace, its billing included. Your own role cannot be changed here.",
  admin: "You configure channels, settings and people. Only an owner or another admin can change your role.",
  manager: "You lead teams and answer customers. An owner or an admin can change your role.",
  user: "You answer customers in the inbox. An owner or an admin can change your role.",
};
