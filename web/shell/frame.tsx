import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Right } from "#contract/rights.ts";
import { AlertsBanner } from "#web/alerts/banner.tsx";
import { MessageSound } from "#web/alerts/sound/message-sound.tsx";
import { TimeZoneProvider } from "#web/design/relative-time.tsx";
import { ShortcutsSheet } from "#web/design/shortcuts-sheet.tsx";
import { useReportActivity } from "#web/members/availability/use-report-activity.ts";
import { Popups } from "#web/notifications/popups/popups.tsx";
import { CommandPalette } from "#web/shell/command-palette.tsx";
import { paletteOpened } from "#web/shell/commands.ts";
import styles from "#web/shell/frame.module.css";
import { sheetOpened, useKeys, useShortcutGroups } from "#web/shell/keys.ts";
import { LiveProvider, useReconnecting } from "#web/shell/live.tsx";
import { Rail } from "#web/shell/rail.tsx";
import { entranceQuery, sessionEnd, useSession } from "#web/shell/session.ts";
import { useShellCommands } from "#web/shell/shell-commands.ts";
import { useStore } from "#web/shell/store.ts";

/** What stands around every room: the rail, the banner slot, the live connection, the palette and the sheet of keys. */
export function Frame() {
  const session = useSession();
  useLeaveWhenSignedOut();
  useObeyNewRights(session.rights);
  useReportActivity();
  return (
    <TimeZoneProvider value={session.profile.timeZone}>
      <LiveProvider>
        <div className={styles.frame}>
          <a className={styles.skip} href="#room">
            Skip to the room
          </a>
          <Rail />
          <div className={styles.main}>
            <AlertsBanner />
            <main id="room" className={styles.room} tabIndex={-1}>
              <Outlet />
            </main>
          </div>
        </div>
        <LineState />
        <MessageSound />
        <Popups />
        <FrameKeys />
      </LiveProvider>
    </TimeZoneProvider>
  );
}

/** When the session ends, here or elsewhere, the guards of the routes decide anew and lead to the sign-in page. */
function useLeaveWhenSignedOut(): void {
  const router = useRouter();
  const { data } = useQuery(entranceQuery);
  const gone = data?.session === null;
  useEffect(() => {
    if (!gone) return;
    if (sessionEnd.get() === null) sessionEnd.set("unasked");
    void router.invalidate();
  }, [gone, router]);
}

/** When the role changes while a page is open, the guards of the routes decide anew whether it stays. */
function useObeyNewRights(rights: readonly Right[]): void {
  const router = useRouter();
  const held = rights.join(" ");
  const former = useRef(held);
  useEffect(() => {
    if (former.current !== held) void router.invalidate();
    former.current = held;
  }, [held, router]);
}

function LineState() {
  if (!useReconnecting()) return null;
  return (
    <div className={styles.line} role="status">
      <Loader size={12} color="gray" />
      Reconnecting…
    </div>
  );
}

function FrameKeys() {
  const sheet = useStore(sheetOpened);
  const palette = useStore(paletteOpened);
  const groups = useShortcutGroups();
  useShellCommands();
  useKeys("Everywhere", [
    { keys: "mod+k", does: "Go anywhere", run: () => paletteOpened.set(!palette), everywhere: true },
    { keys: "?", does: "Show the keys", run: () => sheetOpened.set(true) },
  ]);
  return (
    <>
      <ShortcutsSheet opened={sheet} onClose={() => sheetOpened.set(false)} groups={groups} />
      {palette ? <CommandPalette onClose={() => paletteOpened.set(false)} /> : null}
    </>
  );
}
