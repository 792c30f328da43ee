import { counted } from "#web/design/format-number.ts";
import { timeOfDay } from "#web/design/format-time.ts";
import { notifyDone } from "#web/design/notify.tsx";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { useLive } from "#web/shell/live.tsx";
import { useSession } from "#web/shell/session.ts";

/** Says in a corner that a channel is back, how long it was away and what came in late. The alerts keep it to be read later. */
export function useTellRecovery(isWanted: boolean): void {
  const zone = useTimeZone();
  const { workspace } = useSession();
  useLive((event) => {
    if (event.kind !== "alert" || !workspace.channelAlerts || !isWanted) return;
    const { channel, offlineSince, endedAt, outages, lateMessages } = event.alert;
    if (endedAt === null) return;
    const [from, to] = [offlineSince, endedAt].map((moment) => timeOfDay(Date.parse(moment), zone));
    const late = lateMessages === 0 ? "Nothing came in late." : `${counted(lateMessages, "message")} came in late.`;
    const away =
      outages > 1 ? `It was offline ${outages} times from ${from} to ${to}.` : `It was offline ${from} to ${to}.`;
    notifyDone(`${channel.name} is back. ${away} ${late}`);
  });
}
