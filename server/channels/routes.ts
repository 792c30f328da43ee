import type { FastifyRequest } from "fastify";
import { readChannelHistory } from "#contract/channel-history.ts";
import * as links from "#contract/channel-links.ts";
import * as contract from "#contract/channels.ts";
import type { WebhookRequest } from "#server/channels/adapter.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { connectChannel } from "#server/channels/connect-channel.ts";
import { fetchHistory } from "#server/channels/fetch-history.ts";
import { readHistory } from "#server/channels/history/read-history.ts";
import { linkDesk } from "#server/channels/linking/link-channel.ts";
import { listChannels } from "#server/channels/list-channels.ts";
import { loginRoutes } from "#server/channels/logins/routes.ts";
import { pauseChannel } from "#server/channels/pause-channel.ts";
import { reconnectChannel } from "#server/channels/reconnect-channel.ts";
import { removeChannel } from "#server/channels/remove-channel.ts";
import { renameChannel } from "#server/channels/rename-channel.ts";
import { resumeChannel } from "#server/channels/resume-channel.ts";
import { channelProbe } from "#server/channels/status/probe-channel.ts";
import { channelsByAccount, channelsByWebhook } from "#server/channels/webhooks/find-channel.ts";
import { greetInlet } from "#server/channels/webhooks/greet-inlet.ts";
import { receiveInlet } from "#server/channels/webhooks/receive-inlet.ts";
import { receiveWebhook } from "#server/channels/webhooks/receive-webhook.ts";
import { deliveryRecorder } from "#server/channels/webhooks/record-delivery.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";
import { streamLines } from "#server/platform/http/stream-lines.ts";

/** The endpoints of channels. */
export function channelRoutes(parts: ChannelParts): Route[] {
  const probe = channelProbe(parts);
  const findChannel = channelsByWebhook(parts);
  const findAccount = channelsByAccount(parts);
  const recordDelivery = deliveryRecorder(parts);
  const desk = linkDesk(parts);
  return [
    ...loginRoutes(parts),
    serve(contract.listChannels, async ({ context }) => ({ items: await listChannels(context) })),
    serve(contract.connectChannel, ({ context, body: { kind, credentials } }) =>
      connectChannel(context, parts, { kind, token: credentials.token }),
    ),
    serve(links.linkChannel, async ({ context, body, reply }) => {
      const start = await desk.admit(context, body);
      start(streamLines(reply));
      return reply;
    }),
    serve(contract.renameChannel, ({ context, params, body }) => renameChannel(context, { ...params, ...body })),
    serve(contract.removeChannel, ({ context, params }) => removeChannel(context, parts, params.channelId)),
    serve(contract.pauseChannel, ({ context, params }) => pauseChannel(context, parts, params.channelId)),
    serve(contract.resumeChannel, ({ context, params }) => resumeChannel(context, params.channelId)),
    serve(contract.probeChannel, ({ context, params }) => probe(context, params.channelId)),
    serve(readChannelHistory, ({ context, params, query }) => readHistory(context, { ...params, ...query })),
    serve(contract.fetchHistory, async ({ context, params }) => {
      await fetchHistory(context, parts, params.channelId);
      return undefined;
    }),
    serve(contract.reconnectChannel, ({ context, params, body }) =>
      reconnectChannel(context, parts, { ...params, token: body.credentials.token }),
    ),
    serve(contract.receiveWebhook, async ({ params, request }) => {
      await receiveWebhook(parts, findChannel, recordDelivery, { ...params, ...deliveryOf(request) });
      return undefined;
    }),
    serve(contract.verifyInlet, async ({ params, request, reply }) => {
      const greeting = greetInlet(parts, params.kind, request.query);
      return reply.code(200).header("cache-control", "no-store").type("text/plain; charset=utf-8").send(greeting);
    }),
    serve(contract.receiveInlet, async ({ params, request }) => {
      await receiveInlet(parts, findAccount, recordDelivery, { ...params, ...deliveryOf(request) });
      return undefined;
    }),
  ];
}

/** What came as it came, for an adapter to judge. */
function deliveryOf({ headers, body }: FastifyRequest): WebhookRequest {
  return { headers, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) };
}
