import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type Channel, pauseChannel, resumeChannel } from "#contract/channels.ts";
import { channelKindParts } from "#web/channels/channel-kinds.ts";
import { type Remedy, remedyOf } from "#web/channels/remedy-of.ts";
import { keepChannel } from "#web/channels/use-channels.ts";
import { useRefresh } from "#web/channels/use-refresh.ts";
import { notifyProblem } from "#web/design/notify.tsx";
import { useSaving } from "#web/design/save-state.tsx";
import { call } from "#web/shell/api.ts";

interface RemedyButtonProps {
  readonly channel: Channel;
  readonly onReconnect: () => void;
}

/** The one thing to do about a channel that is not connected, for whoever may do it. */
export function RemedyButton({ channel, onReconnect }: RemedyButtonProps) {
  const remedy = remedyOf(channel);
  if (remedy === "ask") return <AskButton channelId={channel.id} />;
  if (remedy === null || !channel.can.configure) return null;
  if (remedy !== "reconnect") return <RestartButton channelId={channel.id} remedy={remedy} />;
  return (
    <Button variant="default" onClick={onReconnect}>
      {channelKindParts[channel.kind].reconnectVerb}
    </Button>
  );
}

function AskButton({ channelId }: { channelId: string }) {
  const { refresh, refreshing } = useRefresh(channelId);
  return (
    <Button variant="default" loading={refreshing} onClick={() => void refresh()}>
      Refresh the status
    </Button>
  );
}

interface RestartButtonProps {
  readonly channelId: string;
  readonly remedy: Exclude<Remedy, "ask" | "reconnect">;
}

/** Resumes a channel; one that is not paused is paused before, as only the end of a pause opens its line anew. */
function RestartButton({ channelId, remedy }: RestartButtonProps) {
  const client = useQueryClient();
  const { saving, save } = useSaving(async () => {
    const params = { channelId };
    if (remedy === "begin anew") await call(pauseChannel, { params }).catch(tell);
    keepChannel(client, await call(resumeChannel, { params }).catch(tell));
  });
  return (
    <Button variant="default" loading={saving.kind === "saving"} onClick={() => void save()}>
      {remedy === "resume" ? "Resume" : "Try again"}
    </Button>
  );
}

function tell(error: unknown): never {
  notifyProblem(error);
  throw error;
}
