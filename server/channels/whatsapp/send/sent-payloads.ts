import type { proto } from "baileys";
import { z } from "zod";
import type { Baileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";

/** What went to a chat. */
export interface SentPayload {
  readonly chatId: string;
  readonly payload: proto.IMessage;
}

/** What was sent over one linked device, as it went out. */
export interface SentPayloads {
  /** Stores what is about to leave under an id; what is there already stays. */
  keep(id: string, sent: SentPayload): Promise<void>;
  /** What went out under an id, undefined when nothing did or it was too long ago. */
  find(id: string): Promise<SentPayload | undefined>;
}

const written = z.object({ chatId: z.string(), bytes: z.string() });

/** The sent messages of a channel: sealed, and asked for by whoever could not read one, also after a restart. */
export function sentPayloads(
  context: Context,
  { secrets, baileys }: { readonly secrets: SecretBox; readonly baileys: Pick<Baileys, "proto"> },
  channelId: string,
): SentPayloads {
  const { proto } = baileys;
  const { workspaceId: workspace_id, clock } = context;
  const purposeOf = (id: string) => `sent:${channelId}:${id}`;
  return {
    async keep(id, { chatId, payload }) {
      const bytes = Buffer.from(proto.Message.encode(payload).finish()).toString("base64");
      const sent = JSON.stringify({ chatId, bytes });
      const row = { workspace_id, channel_id: channelId, external_id: id, sent_at: clock.now() };
      const sealed = secrets.seal(purposeOf(id), sent);
      await transact(context, (tx) =>
        tx.db
          .insertInto("sent_payloads")
          .values({ ...row, sealed })
          .onConflict((on) => on.doNothing())
          .execute(),
      );
    },
    async find(id) {
      const byId = query
        .selectFrom("sent_payloads")
        .select("sealed")
        .where("workspace_id", "=", workspace_id)
        .where("channel_id", "=", channelId)
        .where("external_id", "=", id);
      const [row] = await read(context, byId);
      const sent = row && openOrNull(secrets, purposeOf(id), row.sealed);
      return sent
        ? { chatId: sent.chatId, payload: proto.Message.decode(Buffer.from(sent.bytes, "base64")) }
        : undefined;
    },
  };
}

/** What cannot be opened any more is as good as gone: the message would otherwise be tried for ever and never leave. */
function openOrNull(secrets: SecretBox, purpose: string, sealed: Buffer): z.output<typeof written> | null {
  try {
    return written.parse(JSON.parse(secrets.open(purpose, sealed)));
  } catch {
    return null;
  }
}
