import { useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSettings, IconSun } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { useConnectCommands } from "#web/channels/connect-commands.ts";
import { notifyProblem } from "#web/design/notify.tsx";
import { useInboxCommands } from "#web/inbox/commands.ts";
import { useAvailabilityCommands } from "#web/members/availability/availability-commands.ts";
import { settingsPages } from "#web/settings/pages.ts";
import { type Command, useCommands } from "#web/shell/commands.ts";
import { sheetOpened } from "#web/shell/keys.ts";
import { rooms } from "#web/shell/rooms.ts";
import { useSession, useSignOut } from "#web/shell/session.ts";

/** What the palette always offers: the rooms, conversations, the pages of the settings, new channels and the member's own corner. */
export function useShellCommands(): void {
  const places = usePlaces();
  const connecting = useConnectCommands();
  const status = useAvailabilityCommands();
  const deeds = useDeeds();
  useInboxCommands();
  useCommands(() => [...places, ...connecting, ...status, ...deeds]);
}

function usePlaces(): readonly Command[] {
  const router = useRouter();
  const { rights } = useSession();
  const goTo = (to: string) => () => void router.navigate({ to });
  return [
    ...rooms
      .filter((room) => rights.includes(room.right))
      .map(({ name, path, icon, words }) => ({ id: path, label: name, group: "Rooms", icon, words, run: goTo(path) })),
    ...settingsPages
      .filter((page) => rights.includes(page.right))
      .map(({ name, path, words }) => ({
        id: path,
        label: name,
        group: "Settings",
        icon: IconSettings,
        words,
        run: goTo(path),
      })),
  ];
}

function useDeeds(): readonly Command[] {
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const group = "You";
  return [
    {
      id: "keys",
      label: "Show the keys",
      group,
      icon: IconKeyboard,
      hint: "?",
      words: "shortcuts keyboard help",
      run: () => sheetOpened.set(true),
    },
    {
      id: "light",
      label: "Light theme",
      group,
      icon: IconSun,
      words: "colour bright",
      run: () => setColorScheme("light"),
    },
    {
      id: "dark",
      label: "Dark theme",
      group,
      icon: IconMoon,
      words: "colour night",
      run: () => setColorScheme("dark"),
    },
    {
      id: "auto",
      label: "Theme of this computer",
      group,
      icon: IconDeviceDesktop,
      words: "colour auto system",
      run: () => setColorScheme("auto"),
    },
    {
      id: "sign-out",
      label: "Sign out",
      group,
      icon: IconLogout,
      words: "log out leave",
      run: () => void signOut().catch(notifyProblem),
    },
  ];
}
