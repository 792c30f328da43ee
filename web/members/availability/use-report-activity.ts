import { useEffect, useRef } from "react";
import { reportActivity } from "#contract/members.ts";
import { now } from "#web/design/clock.ts";
import { reportsActivity } from "#web/members/availability/report-activity.ts";
import { call } from "#web/shell/api.ts";
import { useSession } from "#web/shell/session.ts";

const signs = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Lets the server know that the member is here, for as long as they do something in a page that they see. */
export function useReportActivity(): void {
  const { profile } = useSession();
  const isAway = useRef(profile.awayByItself);
  isAway.current = profile.awayByItself;
  useEffect(() => {
    const report = reportsActivity({ now, last: lastOf(profile.id), tell: () => call(reportActivity) });
    const act = () => document.visibilityState === "visible" && report(isAway.current);
    act();
    for (const sign of signs) window.addEventListener(sign, act, { capture: true, passive: true });
    document.addEventListener("visibilitychange", act);
    return () => {
      for (const sign of signs) window.removeEventListener(sign, act, { capture: true });
      document.removeEventListener("visibilitychange", act);
    };
  }, [profile.id]);
}

/** Kept where all tabs of the browser see it; without such a place each tab counts for itself. */
function lastOf(memberId: string) {
  const place = `wokfow.active.${memberId}`;
  let own = 0;
  return {
    get: () => attempt(() => Number(localStorage.getItem(place))) ?? own,
    set(at: number) {
      own = at;
      attempt(() => localStorage.setItem(place, String(at)));
    },
  };
}

function attempt<T>(deed: () => T): T | undefined {
  try {
    return deed();
  } catch {
    return undefined;
  }
}
