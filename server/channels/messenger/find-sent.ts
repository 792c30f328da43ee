import { z } from "zod";
import type { SentList, SentOutside } from "#server/channels/abilities.ts";
import { callGraph } from "#server/channels/messenger/call-graph.ts";
import type { GraphFailure } from "#server/channels/messenger/graph-answer.ts";
import { judgeFailure } from "#server/channels/messenger/judge-failure.ts";
import type { PageAccess } from "#server/channels/messenger/page-access.ts";
import { sequenceOf } from "#server/channels/messenger/sequence.ts";

// "You can only get details about the 20 most recent messages in the conversation."
const shown = 20;

// Whole seconds: "2026-11-22T10:15:30+0000".
const moment = z
  .string()
  .transform((written) => new Date(written))
  .refine((at) => !Number.isNaN(at.getTime()));
const attachment = z.object({
  mime_type: z.string().default(""),
  image_data: z.unknown().optional(),
  video_data: z.unknown().optional(),
});
const message = z.object({
  id: z.string().min(1),
  created_time: moment,
  from: z.object({ id: z.string() }),
  message: z.string().default(""),
  attachments: z.object({ data: z.array(attachment) }).optional(),
});
const answer = z.object({
  data: z.array(
    z.object({
      messages: z.object({
        data: z.array(message),
        paging: z.object({ next: z.string().optional() }).optional(),
      }),
    }),
  ),
});

type Shown = z.output<typeof message>;

/**
 * What the page has sent to a customer of late: developers.facebook.com/documentation/business-messaging/messenger-platform/conversations.
 * It takes `pages_read_engagement`, which whoever logs in may have declined, and an empty list says as little as a refusal: whoever can be
 * answered has written.
 */
export async function findSent(
  { line, pageId, pageToken }: PageAccess,
  psid: string,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<SentList> {
  const asked = await callGraph(line, {
    verb: "GET",
    path: `${encodeURIComponent(pageId)}/conversations`,
    token: pageToken,
    query: {
      platform: "messenger",
      user_id: psid,
      fields: `messages.limit(${shown}){id,created_time,from,message,attachments}`,
    },
    answer,
    timeoutMilliseconds,
    signal,
  });
  if (!asked.ok) return listOfFailure(asked.failure);
  const [conversation, ...others] = asked.result.data;
  if (!conversation || others.length > 0 || conversation.messages.data.length === 0) return { outcome: "hidden" };
  return listOf(pageId, conversation.messages);
}

function listOfFailure(failure: GraphFailure): SentList {
  const { reason } = judgeFailure(failure);
  return reason === "permission_lost" ? { outcome: "hidden" } : { outcome: "failed", reason };
}

function listOf(
  pageId: string,
  { data, paging }: { data: readonly Shown[]; paging?: { next?: string | undefined } | undefined },
): SentList {
  const times = data.map(({ created_time: at }) => at.getTime());
  const messages = data.filter(({ from }) => from.id === pageId).map(sentOf);
  return { outcome: "listed", messages, since: paging?.next === undefined ? null : new Date(Math.min(...times)) };
}

function sentOf({ id, created_time: sentAt, message: text, attachments }: Shown): SentOutside {
  return {
    externalId: id,
    sentAt,
    sequence: sequenceOf(sentAt.getTime()),
    text,
    files: attachments?.data.map(kindOf) ?? [],
  };
}

function kindOf({
  mime_type: type,
  image_data,
  video_data,
}: z.output<typeof attachment>): SentOutside["files"][number] {
  if (image_data) return "photo";
  if (video_data) return "video";
  return type.startsWith("audio/") ? "voice" : "document";
}
