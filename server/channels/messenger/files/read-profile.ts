import type { Readable } from "node:stream";
import { z } from "zod";
import type { Profile } from "#server/channels/abilities.ts";
import { callGraph } from "#server/channels/messenger/call-graph.ts";
import { download } from "#server/channels/messenger/files/download.ts";
import { isFinal } from "#server/channels/messenger/files/is-final.ts";
import { judgeFailure } from "#server/channels/messenger/judge-failure.ts";
import type { PageAccess } from "#server/channels/messenger/page-access.ts";

const words = z.string().nullable().catch(null).default(null);
const names = z.object({ name: words, first_name: words, last_name: words });
const picture = z.object({ profile_pic: words });

const patience = 20_000;
const mostCharacters = 100;

/** What a customer calls themselves: developers.facebook.com/docs/messenger-platform/identity/user-profile. */
export async function readProfile(access: PageAccess, personId: string, signal: AbortSignal): Promise<Profile> {
  const answer = await ask(access, personId, "name,first_name,last_name", names, signal);
  if (!answer.ok) {
    if (isFinal(answer.failure)) return { outcome: "found", name: null };
    return { outcome: "failed", reason: judgeFailure(answer.failure).reason };
  }
  const { name, first_name: first, last_name: last } = answer.result;
  const told = name?.trim() || [first, last].filter(Boolean).join(" ").trim();
  return { outcome: "found", name: told.slice(0, mostCharacters) || null };
}

/** Opens the customer's picture, null when there is none for us. */
export async function openAvatar(access: PageAccess, personId: string, signal: AbortSignal): Promise<Readable | null> {
  const answer = await ask(access, personId, "profile_pic", picture, signal);
  if (!answer.ok) {
    if (isFinal(answer.failure)) return null;
    throw new Error("Facebook did not say whether this person has a picture.");
  }
  const url = answer.result.profile_pic;
  return url ? download(url, access.line.root, signal) : null;
}

function ask<T>(access: PageAccess, personId: string, fields: string, answer: z.ZodType<T>, signal: AbortSignal) {
  return callGraph(access.line, {
    verb: "GET",
    path: encodeURIComponent(personId),
    token: access.pageToken,
    query: { fields },
    answer,
    timeoutMilliseconds: patience,
    signal,
  });
}
