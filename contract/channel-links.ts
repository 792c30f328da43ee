import { z } from "zod";
import { channelKind } from "#contract/channels.ts";
import { endpoint, right } from "#contract/endpoint.ts";
import { sendingMode } from "#contract/sending-guards.ts";
import { id } from "#contract/values.ts";

/**
 * Why a phone was not linked: a closed list, each with a sentence and a remedy on screen. `no_scan`: nobody scanned in time.
 * `already_connected`: the number is linked here. `connected_elsewhere`: in another workspace, which is not named. `other_account`: it is
 * not the number of the channel that is to be linked again. `refused_by_phone`: phone and service did not confirm each other.
 * `server_unproven`: who answered does not prove to be the service. `failed_here`: Wokfow itself could not keep the link.
 */
export const linkFailure = z.enum([
  "no_scan",
  "already_connected",
  "connected_elsewhere",
  "other_account",
  "unreachable",
  "silent",
  "refused_by_phone",
  "server_unproven",
  "service_error",
  "failed_here",
]);

/** Why a phone was not linked. */
export type LinkFailure = z.output<typeof linkFailure>;

/**
 * What whoever links a phone hears, one JSON object per line, in this order: `qr` or `pairing_code` until somebody acts on the phone,
 * `paired`, and as the last line `linked` or `failed`. A `qr` replaces the one before it; a code holds for so long from when the line
 * came, as the clocks of browser and server differ. Codes exist in this answer only: they are
 * stored nowhere and logged nowhere.
 */
export const linkEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("qr"), code: z.string(), lifetimeMilliseconds: z.number().int() }),
  z.object({ kind: z.literal("pairing_code"), code: z.string(), lifetimeMilliseconds: z.number().int() }),
  z.object({ kind: z.literal("paired") }),
  z.object({ kind: z.literal("linked"), channelId: id, account: z.string(), name: z.string() }),
  z.object({ kind: z.literal("failed"), reason: linkFailure, account: z.string().nullable() }),
]);

/** What whoever links a phone hears. */
export type LinkEvent = z.output<typeof linkEvent>;

/**
 * Links a phone to this server, as long as the answer is read: whoever stops reading cancels, and nothing is left behind. With
 * `channelId` a channel whose phone has logged out is linked again, by the same number only. With `phoneNumber` the phone is asked to
 * enter a pairing code instead of scanning. `mode` says what may leave the channel from its first moment on; without it
 * a new channel lets everything leave, and one that was here before what it did. Answers newline-delimited JSON of `linkEvent`; empty
 * lines say nothing. Refused `not_linkable` for kinds that are connected by a token, `too_many_links` while others are under way.
 */
export const linkChannel = endpoint({
  method: "POST",
  path: "/channel-links",
  summary: "Link a phone",
  access: right("channels.configure"),
  status: 200,
  body: z.object({
    kind: channelKind,
    channelId: id.optional(),
    mode: sendingMode.optional(),
    /** With its country code, which never begins with a zero. */
    phoneNumber: z
      .string()
      .trim()
      .regex(/^(?:\+|00)?[ (]*[1-9](?:[\s().-]*\d){6,14}$/, {
        error: "Write the number with its country code, such as +49 151 1234567.",
      })
      .optional(),
  }),
  stream: true,
});
