import { Checkbox, Modal, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { giveQueue, previewQueueMove, type Queue, undoQueueMove } from "#contract/queues.ts";
import type { Team } from "#contract/teams.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { counted } from "#web/design/format-number.ts";
import { notifyDone, notifyUndo } from "#web/design/notify.tsx";
import { useSaving } from "#web/design/save-state.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { keepQueue } from "#web/queues/use-queues.ts";
import { whoSees } from "#web/queues/who-sees.ts";
import { call } from "#web/shell/api.ts";
import { useSession } from "#web/shell/session.ts";

interface GiveQueueProps {
  readonly queue: Queue;
  /** Null: everyone. */
  readonly team: Team | null;
  readonly onClose: () => void;
}

/** Gives a queue to a team, or to everyone, after saying what follows; the open conversations move along on demand. */
export function GiveQueue({ queue, team, onClose }: GiveQueueProps) {
  useFocusBack();
  const { visibility } = useSession().workspace;
  const [moveOpen, setMoveOpen] = useState(false);
  const { data: preview, error } = useMovePreview(queue, team);
  const { saving, save } = useGiving(queue, team, onClose);
  const name = queue.channel.name;
  function submit(event: FormEvent) {
    event.preventDefault();
    void save(moveOpen);
  }
  return (
    <Modal opened onClose={onClose} title={team ? `Give ${name} to ${team.name}?` : `Make ${name} everyone’s?`}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>
            From now on, every conversation that begins or is opened again on {name}{" "}
            {team ? `belongs to ${team.name}` : "belongs to everyone"}. {whoSees(visibility, team)}
          </Text>
          {preview && preview.moving > 0 ? (
            <Checkbox
              checked={moveOpen}
              onChange={(event) => setMoveOpen(event.currentTarget.checked)}
              label={`Move the ${counted(preview.moving, "open conversation")} too`}
              description={losing(preview.losingAssignee, team)}
            />
          ) : (
            <Text c="dimmed">{error ? "Its open conversations could not be counted." : openSentence(preview)}</Text>
          )}
          <DialogEnd
            verb={team ? "Give queue" : "Make everyone’s"}
            busy={saving.kind === "saving"}
            failure={saving.kind === "failed" ? saving.sentence : null}
            onCancel={onClose}
            disabled={!preview && !error}
          />
        </Stack>
      </form>
    </Modal>
  );
}

function useMovePreview({ channel }: Queue, team: Team | null) {
  return useQuery({
    queryKey: ["queue-move-preview", channel.id, team?.id ?? null],
    queryFn: ({ signal }) =>
      call(previewQueueMove, { params: { channelId: channel.id }, query: { teamId: team?.id }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

function useGiving({ channel }: Queue, team: Team | null, onClose: () => void) {
  const client = useQueryClient();
  return useSaving(async (moveOpen: boolean) => {
    const body = { teamId: team?.id ?? null, moveOpen };
    const given = await call(giveQueue, { params: { channelId: channel.id }, body });
    keepQueue(client, given);
    onClose();
    const said = `${channel.name} now belongs to ${team?.name ?? "everyone"}`;
    const { lastMove } = given;
    if (!moveOpen || !lastMove || lastMove.undoneAt) return notifyDone(`${said}.`);
    notifyUndo(`${said}; ${counted(lastMove.moved, "conversation")} moved.`, async () =>
      keepQueue(client, await call(undoQueueMove, { params: { moveId: lastMove.id } })),
    );
  });
}

function losing(count: number, team: Team | null): string {
  const back = "You can undo this for 24 hours.";
  if (count === 0) return `Whoever is assigned keeps them. ${back}`;
  const who = team ? `who is not in ${team.name}` : "who works here no longer";
  return `${counted(count, "of them loses its assignee", "of them lose their assignee")}, ${who}. ${back}`;
}

function openSentence(preview: { moving: number } | undefined): string {
  return preview ? "No open conversation would have to move." : "Counting its open conversations.";
}
