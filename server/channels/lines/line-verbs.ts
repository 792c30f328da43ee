import { z } from "zod";
import { channelReason } from "#contract/channels.ts";
import { refusalReason } from "#contract/messages.ts";
import type {
  Abilities,
  DeedOutcome,
  FileSource,
  LookUp,
  OutboundReaction,
  Renewal,
} from "#server/channels/abilities.ts";
import type { OutboundMessage, ProbeResult, SendOutcome } from "#server/channels/adapter.ts";
import type { LineVerb } from "#server/channels/lines/line-verb.ts";
import { openAvatarVerb } from "#server/channels/lines/open-avatar-verb.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";

/** All that can be asked of the holder of a line: what asks and what answers take it from here, so that nothing is asked that nobody answers. */
export function lineVerbs(files: Pick<FileStore, "get">) {
  return {
    send: sendVerb(files),
    probe: probeVerb,
    openAvatar: openAvatarVerb,
    lookUp: lookUpVerb,
    react: reactVerb,
    showTyping: showTypingVerb,
    markRead: markReadVerb,
    fetchHistory: fetchHistoryVerb,
    unlink: unlinkVerb,
    renewFile: renewFileVerb,
  } satisfies Record<Exclude<keyof Abilities, "readProfile" | "findSent"> | "send" | "probe" | "openAvatar", unknown>;
}

const failed = z.object({ outcome: z.literal("failed"), reason: channelReason });
const deed: z.ZodType<DeedOutcome> = z.union([z.object({ outcome: z.literal("done") }), failed]);
const unreachable = { outcome: "failed", reason: "unreachable" } as const;
const silent = { outcome: "failed", reason: "silent" } as const;
const shortly = 10_000;
const sendingMilliseconds = 150_000;

/** Whoever holds no line of a kind knows no more than that nobody answers. */
const small = { answer: deed, patience: shortly, untaken: unreachable, unanswered: () => silent };

type OutboundFile = NonNullable<OutboundMessage["file"]>;

/** A message as it travels: whoever sends it opens its file. */
type CarriedMessage = Omit<OutboundMessage, "file" | "mayLeave"> & { readonly file: Omit<OutboundFile, "open"> | null };

const outbound: z.ZodType<CarriedMessage> = z.object({
  chatId: z.string(),
  text: z.string(),
  file: z
    .object({
      kind: z.enum(["photo", "video", "voice", "document"]),
      name: z.string(),
      type: z.string(),
      bytes: z.number(),
      width: z.number().nullable(),
      height: z.number().nullable(),
      seconds: z.number().nullable(),
      waveform: z.array(z.number()).nullable(),
      storageKey: z.string(),
    })
    .nullable(),
  replyTo: z.object({ externalId: z.string(), isOurs: z.boolean(), text: z.string() }).nullable(),
  ownId: z.string().nullable(),
  messageId: z.string(),
  isLateAnswer: z.boolean(),
});

const sendOutcome: z.ZodType<SendOutcome> = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("sent"),
    externalId: z.string(),
    sequence: z.number(),
    sentAt: z.coerce.date(),
  }),
  z.object({ outcome: z.literal("refused"), reason: refusalReason, detail: z.string().nullable() }),
  z.object({ outcome: z.literal("retry"), afterMilliseconds: z.number(), scope: z.enum(["chat", "channel"]) }),
  z.object({ outcome: z.literal("unknown"), detail: z.string() }),
  z.object({ outcome: z.literal("disconnected"), reason: channelReason }),
]);

/** Hands a message over. */
function sendVerb(files: Pick<FileStore, "get">): LineVerb<CarriedMessage, SendOutcome> {
  return {
    name: "send",
    asked: outbound,
    answer: sendOutcome,
    patience: sendingMilliseconds,
    perform: (adapter, connection, { file, ...message }, signal) =>
      adapter.send(
        connection,
        { ...message, file: file && { ...file, open: () => files.get(file.storageKey) } },
        signal,
      ),
    untaken: { outcome: "retry", afterMilliseconds: 2_000, scope: "channel" },
    // Under an id of its own a message is the same however often it goes out.
    unanswered: ({ ownId }) =>
      ownId === null
        ? { outcome: "unknown", detail: "The process that held the connection ended while it sent the message." }
        : { outcome: "retry", afterMilliseconds: 5_000, scope: "chat" },
  };
}

const probeResult: z.ZodType<ProbeResult> = z.union([
  z.object({ outcome: z.literal("connected"), milliseconds: z.number(), summary: z.string() }),
  failed,
]);

/** Asks whether the connection works. */
const probeVerb: LineVerb<null, ProbeResult> = {
  name: "probe",
  asked: z.null(),
  answer: probeResult,
  patience: 4_000,
  perform: (adapter, connection, _, signal) => adapter.probe(connection, null, signal),
  untaken: { outcome: "failed", reason: "stale" },
  unanswered: () => silent,
};

/** Finds who has a phone number. */
const lookUpVerb: LineVerb<{ phone: string }, LookUp> = {
  name: "look up",
  asked: z.object({ phone: z.string() }),
  answer: z.union([
    z.object({ outcome: z.literal("found"), chatId: z.string(), name: z.string().nullable() }),
    z.object({ outcome: z.literal("absent"), service: z.string() }),
    failed,
  ]),
  patience: shortly,
  perform: async ({ abilities }, connection, { phone }, signal) =>
    abilities.lookUp ? abilities.lookUp(connection, phone, signal) : unreachable,
  untaken: unreachable,
  unanswered: () => silent,
};

/** Puts an emoji on a message. */
const reactVerb: LineVerb<OutboundReaction, DeedOutcome> = {
  ...small,
  name: "react",
  asked: z.object({
    chatId: z.string(),
    targetExternalId: z.string(),
    targetIsOurs: z.boolean(),
    emoji: z.string().nullable(),
  }),
  perform: async ({ abilities }, connection, reaction, signal) =>
    abilities.react ? abilities.react(connection, reaction, signal) : unreachable,
};

/** Shows that somebody writes. */
const showTypingVerb: LineVerb<{ chatId: string; isTyping: boolean }, DeedOutcome> = {
  ...small,
  name: "show typing",
  asked: z.object({ chatId: z.string(), isTyping: z.boolean() }),
  perform: async ({ abilities }, connection, { chatId, isTyping }, signal) =>
    abilities.showTyping ? abilities.showTyping(connection, chatId, isTyping, signal) : unreachable,
};

/** Tells that messages were read. */
const markReadVerb: LineVerb<{ chatId: string; externalIds: readonly string[] }, DeedOutcome> = {
  ...small,
  name: "mark read",
  asked: z.object({ chatId: z.string(), externalIds: z.array(z.string()) }),
  perform: async ({ abilities }, connection, { chatId, externalIds }, signal) =>
    abilities.markRead ? abilities.markRead(connection, chatId, externalIds, signal) : unreachable,
};

/** Asks for the messages of the last days. */
const fetchHistoryVerb: LineVerb<null, DeedOutcome> = {
  ...small,
  name: "fetch history",
  asked: z.null(),
  perform: async ({ abilities }, connection, _, signal) =>
    abilities.fetchHistory ? abilities.fetchHistory(connection, signal) : unreachable,
};

/** Has the account's phone forget this server. */
const unlinkVerb: LineVerb<null, DeedOutcome> = {
  ...small,
  name: "unlink",
  asked: z.null(),
  perform: async ({ abilities }, connection, _, signal) =>
    abilities.unlink ? abilities.unlink(connection, signal) : unreachable,
};

const fileSource = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** Asks the account's phone for a file. It may have to be woken first. */
const renewFileVerb: LineVerb<{ source: FileSource }, Renewal> = {
  name: "renew file",
  asked: z.object({ source: fileSource }),
  answer: z.union([
    z.object({ outcome: z.literal("renewed"), source: fileSource }),
    z.object({ outcome: z.literal("gone") }),
    failed,
  ]),
  patience: 45_000,
  perform: async ({ abilities }, connection, { source }, signal) =>
    abilities.renewFile ? abilities.renewFile(connection, source, signal) : unreachable,
  untaken: unreachable,
  unanswered: () => silent,
};
