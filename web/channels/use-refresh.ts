import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probeOnce, probesRunning } from "#web/channels/probe-once.ts";
import { keepChannel } from "#web/channels/use-channels.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { useStore } from "#web/shell/store.ts";

/** Refreshes one channel's status and tells how that goes, whoever has asked for it. */
export function useRefresh(channelId: string) {
  const client = useQueryClient();
  const { saving, save } = useSaving(async () => keepChannel(client, await probeOnce(channelId)));
  const running = useStore(probesRunning);
  return { saving, refresh: save, refreshing: running.has(channelId) };
}

/** Refreshes all of them side by side and counts those that have answered. Fails with the first sentence when any failed. */
export function useRefreshAll() {
  const client = useQueryClient();
  const [answered, setAnswered] = useState(0);
  const { saving, save } = useSaving(async (channelIds: readonly string[]) => {
    setAnswered(0);
    const results = await Promise.allSettled(
      channelIds.map(async (channelId) => {
        try {
          keepChannel(client, await probeOnce(channelId));
        } finally {
          setAnswered((count) => count + 1);
        }
      }),
    );
    const failed = results.find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
  });
  return { saving, answered, refreshAll: save, refreshing: saving.kind === "saving" };
}
