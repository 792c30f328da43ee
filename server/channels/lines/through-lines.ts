import { Readable } from "node:stream";
import type { Abilities } from "#server/channels/abilities.ts";
import type { Adapter, Connection } from "#server/channels/adapter.ts";
import type { AdapterParts } from "#server/channels/adapter-parts.ts";
import { answerRequests } from "#server/channels/lines/answer-requests.ts";
import { askHolder } from "#server/channels/lines/ask-holder.ts";
import type { LineVerb } from "#server/channels/lines/line-verb.ts";
import { lineVerbs } from "#server/channels/lines/line-verbs.ts";

type Asking = Pick<AdapterParts, "contextOf" | "files">;

/**
 * An adapter whose work goes through the connection that `receive` keeps: done at once where that runs in this process, else asked of
 * the process in which it does. Whoever uses the adapter notices nothing.
 */
export function throughLines(adapter: Adapter, parts: Asking): Adapter {
  const here = new Set<string>();
  const verbs = lineVerbs(parts.files);
  const ask = async <Asked, Answer>(
    verb: LineVerb<Asked, Answer>,
    connection: Connection,
    asked: Asked,
    signal: AbortSignal,
  ): Promise<Answer> => {
    const { channelId, workspaceId } = connection;
    if (here.has(channelId)) return verb.perform(adapter, connection, asked, signal);
    return askHolder(parts.contextOf(workspaceId), verb, channelId, asked, signal).catch(() => verb.untaken);
  };
  return {
    ...adapter,
    abilities: abilitiesThrough(adapter.abilities, verbs, ask),
    probe: (connection, _, signal) => ask(verbs.probe, connection, null, signal),
    send: (connection, message, signal) => ask(verbs.send, connection, message, signal),
    async receive(connection, hooks) {
      const over = new AbortController();
      const { channelId } = connection;
      here.add(channelId);
      const context = parts.contextOf(connection.workspaceId);
      answerRequests({ context, adapter, connection, files: parts.files, log: hooks.log, signal: over.signal });
      try {
        await adapter.receive(connection, hooks);
      } finally {
        over.abort();
        here.delete(channelId);
      }
    },
    async openAvatar(connection, personId, signal) {
      const { bytes } = await ask(verbs.openAvatar, connection, { personId }, signal);
      return bytes === null ? null : Readable.from([Buffer.from(bytes, "base64")]);
    },
  };
}

type Ask = <Asked, Answer>(
  verb: LineVerb<Asked, Answer>,
  connection: Connection,
  asked: Asked,
  signal: AbortSignal,
) => Promise<Answer>;

/** What the service cannot do, no process can. */
function abilitiesThrough(
  own: Adapter["abilities"],
  verbs: ReturnType<typeof lineVerbs>,
  ask: Ask,
): Adapter["abilities"] {
  const abilities: Omit<Abilities, "readProfile" | "findSent"> = {
    lookUp: (connection, phone, signal) => ask(verbs.lookUp, connection, { phone }, signal),
    react: (connection, reaction, signal) => ask(verbs.react, connection, reaction, signal),
    showTyping: (connection, chatId, isTyping, signal) =>
      ask(verbs.showTyping, connection, { chatId, isTyping }, signal),
    markRead: (connection, chatId, externalIds, signal) =>
      ask(verbs.markRead, connection, { chatId, externalIds }, signal),
    fetchHistory: (connection, signal) => ask(verbs.fetchHistory, connection, null, signal),
    unlink: (connection, signal) => ask(verbs.unlink, connection, null, signal),
    renewFile: (connection, source, signal) => ask(verbs.renewFile, connection, { source }, signal),
  };
  return {
    lookUp: own.lookUp && abilities.lookUp,
    react: own.react && abilities.react,
    showTyping: own.showTyping && abilities.showTyping,
    markRead: own.markRead && abilities.markRead,
    fetchHistory: own.fetchHistory && abilities.fetchHistory,
    unlink: own.unlink && abilities.unlink,
    // Of a service with a line, who writes tells their name.
    readProfile: own.readProfile,
    renewFile: own.renewFile && abilities.renewFile,
    // Of a service with a line, we choose the ids, and what is sent again shows once.
    findSent: own.findSent,
  };
}
