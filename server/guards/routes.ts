import * as contract from "#contract/sending-guards.ts";
import { liftOptOut } from "#server/conversations/lift-opt-out.ts";
import { releaseConversation } from "#server/conversations/release-conversation.ts";
import { changeGuards } from "#server/guards/change-guards.ts";
import { listHeld } from "#server/guards/list-held.ts";
import { readGuards } from "#server/guards/read-guards.ts";
import { readOutlook } from "#server/guards/read-outlook.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";

/** The endpoints of sending guards. */
export function guardRoutes(): Route[] {
  return [
    serve(contract.readSendingGuards, ({ context, params }) => readGuards(context, params.channelId)),
    serve(contract.changeSendingGuards, ({ context, params, body }) => changeGuards(context, params.channelId, body)),
    serve(contract.listHeldConversations, async ({ context, params }) => ({
      items: await listHeld(context, params.channelId),
    })),
    serve(contract.readSendingOutlook, ({ context, params }) => readOutlook(context, params.conversationId)),
    serve(contract.liftOptOut, async ({ context, params, body }) => {
      await liftOptOut(context, params.conversationId, body.reason);
      return undefined;
    }),
    serve(contract.releaseConversation, async ({ context, params }) => {
      await releaseConversation(context, params.conversationId);
      return undefined;
    }),
  ];
}
