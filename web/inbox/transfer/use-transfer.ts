import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { Conversation } from "#contract/conversations.ts";
import type { BodyGiven } from "#contract/endpoint.ts";
import { transferConversation } from "#contract/transfers.ts";
import { notifyDone } from "#web/design/notify.tsx";
import { useSaving } from "#web/design/save-state.tsx";
import { newIdempotencyKey } from "#web/inbox/composer/compose.ts";
import { forgetConversation } from "#web/inbox/data/gone.ts";
import { keepAnswered, knownRow } from "#web/inbox/data/keep-conversation.ts";
import { conversationQuery, keys } from "#web/inbox/data/queries.ts";
import { call } from "#web/shell/api.ts";
import { isProblem } from "#web/shell/problem.ts";
import { useSession } from "#web/shell/session.ts";

/** Who is to have a conversation. */
export interface Recipient {
  readonly to: BodyGiven<typeof transferConversation>["to"];
  readonly name: string;
}

/** The transfer of a conversation, and how it goes. Tried again, it is the same one: its note is written once. */
export function useTransfer(conversation: Conversation, onDone: () => void) {
  const client = useQueryClient();
  const memberId = useSession().profile.id;
  const key = useRef(newIdempotencyKey());

  const { saving, save } = useSaving(async ({ to, name, text }: Recipient & { text: string }) => {
    const known = knownRow(client, conversation.id);
    const note = text === "" ? {} : { note: { idempotencyKey: key.current, text } };
    const { conversation: row } = await post({ to, ...note });
    if (row) keepAnswered(client, row, known, memberId);
    else forgetConversation(client, conversation.id, name);
    void client.invalidateQueries({ queryKey: keys.counts });
    onDone();
    notifyDone(row ? `Transferred to ${name}.` : `Transferred to ${name}. You do not see this conversation any more.`);
  });

  async function post(wish: Pick<BodyGiven<typeof transferConversation>, "to" | "note">) {
    const { id: conversationId, team, assignee } = conversation;
    const expected = { expectedTeamId: team?.id ?? null, expectedAssigneeId: assignee?.memberId ?? null };
    try {
      return await call(transferConversation, { params: { conversationId }, body: { ...wish, ...expected } });
    } catch (error) {
      // Whoever reads who has it now may transfer it from there.
      if (isProblem(error, "already_transferred")) await client.invalidateQueries(conversationQuery(conversationId));
      if (isProblem(error, "idempotency_key_reused")) key.current = newIdempotencyKey();
      throw error;
    }
  }

  return { saving, transfer: (recipient: Recipient, text: string) => save({ ...recipient, text }) };
}
