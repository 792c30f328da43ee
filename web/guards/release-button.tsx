import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { Conversation } from "#contract/conversations.ts";
import { releaseConversation } from "#contract/sending-guards.ts";
import { notifyProblem } from "#web/design/notify.tsx";
import { useSaving } from "#web/design/save-state.tsx";
import { outlookKey } from "#web/guards/guards-query.ts";
import { call } from "#web/shell/api.ts";

/** Lets go on what was paused as two programs seemed to answer each other. */
export function ReleaseButton({ conversation }: { conversation: Conversation }) {
  const client = useQueryClient();
  const { saving, save } = useSaving(async () => {
    await call(releaseConversation, { params: { conversationId: conversation.id } }).catch(notifyProblem);
    await client.invalidateQueries({ queryKey: outlookKey });
  });
  return (
    <Button variant="default" size="compact-sm" loading={saving.kind === "saving"} onClick={() => void save()}>
      Release
    </Button>
  );
}
