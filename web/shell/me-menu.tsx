import { Menu, Text, useMantineColorScheme } from "@mantine/core";
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { classes } from "#web/design/classes.ts";
import { Face } from "#web/design/face.tsx";
import { Kbd } from "#web/design/kbd.tsx";
import { notifyProblem } from "#web/design/notify.tsx";
import { usePhone } from "#web/design/phone.ts";
import { AvailabilityChoice } from "#web/members/availability/availability-choice.tsx";
import { AvailabilityDot } from "#web/members/availability/availability-dot.tsx";
import { availabilityWords } from "#web/members/availability/availability-words.ts";
import { WorkspaceChoice } from "#web/sessions/workspace-choice.tsx";
import { paletteOpened } from "#web/shell/commands.ts";
import styles from "#web/shell/frame.module.css";
import { sheetOpened } from "#web/shell/keys.ts";
import { pictureOf, useSession, useSignOut } from "#web/shell/session.ts";

/** The member's own corner: status, profile, theme, keys, sign out. */
export function MeMenu() {
  const { profile } = useSession();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const phone = usePhone();
  return (
    <Menu position={phone ? "top-end" : "right-end"} offset={phone ? 8 : 16} width={264} trapFocus>
      <Menu.Target>
        <button
          type="button"
          className={classes(styles.button, styles.corner)}
          aria-label={`${profile.displayName}: profile, theme, sign out`}
          title={availabilityWords[profile.availability].name}
        >
          <Face
            name={profile.displayName}
            picture={pictureOf(profile)}
            size={28}
            corner={<AvailabilityDot availability={profile.availability} />}
          />
          <span className={styles.label} aria-hidden>
            Me
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <WhoIAm />
        <Menu.Divider />
        <AvailabilityChoice />
        <Menu.Divider />
        <Menu.Item leftSection={<IconUser size={16} />} onClick={() => navigate({ to: "/settings/profile" })}>
          My profile
        </Menu.Item>
        <Ways phone={phone} />
        <Menu.Divider />
        <ThemeChoice />
        <Menu.Divider />
        <WorkspaceChoice />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut().catch(notifyProblem)}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Ways({ phone }: { phone: boolean }) {
  return (
    <>
      <Menu.Item
        leftSection={<IconSearch size={16} />}
        rightSection={phone ? null : <Kbd keys="mod+k" />}
        onClick={() => paletteOpened.set(true)}
      >
        Go anywhere
      </Menu.Item>
      {phone ? null : (
        <Menu.Item
          leftSection={<IconKeyboard size={16} />}
          rightSection={<Kbd keys="?" />}
          onClick={() => sheetOpened.set(true)}
        >
          Keys
        </Menu.Item>
      )}
    </>
  );
}

function WhoIAm() {
  const { profile, workspace } = useSession();
  return (
    <div className={styles.me}>
      <Text fw={600} truncate>
        {profile.displayName}
      </Text>
      {[profile.email, workspace.name].map((line) => (
        <Text key={line} size="xs" c="dimmed" truncate>
          {line}
        </Text>
      ))}
    </div>
  );
}

const schemes = [
  { value: "light", name: "Light theme", icon: IconSun },
  { value: "dark", name: "Dark theme", icon: IconMoon },
  { value: "auto", name: "Theme of this computer", icon: IconDeviceDesktop },
] as const;

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.RadioGroup value={colorScheme}>
      {schemes.map(({ value, name, icon: Icon }) => (
        <Menu.RadioItem
          key={value}
          value={value}
          checkIcon={<IconCheck size={16} />}
          rightSection={<Icon size={16} />}
          onChange={() => setColorScheme(value)}
        >
          {name}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
