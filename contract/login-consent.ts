import { z } from "zod";
import { endpoint } from "#contract/endpoint.ts";
import { moment } from "#contract/values.ts";

const kindParams = z.object({ kind: z.string().max(40) });

/**
 * The service says that a person has taken their consent back. The channels that they had connected need a new login from then on.
 * Proven by the service's signature; nothing is answered before the commit.
 */
export const withdrawConsent = endpoint({
  method: "POST",
  path: "/webhooks/:kind/deauthorize",
  summary: "Hear that a person has withdrawn their consent",
  access: { kind: "provider" },
  status: 200,
  params: kindParams,
});

/** The service says that a person wants what is kept of them deleted. Proven by its signature; answered once that is done. */
export const deletePersonData = endpoint({
  method: "POST",
  path: "/webhooks/:kind/data-deletion",
  summary: "Delete what is kept of a person",
  access: { kind: "provider" },
  status: 200,
  params: kindParams,
  /** The names are those of https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback. */
  answer: z.object({ url: z.string(), confirmation_code: z.string() }),
});

/** What was deleted of a person on request. Whoever has the code may know; it says nothing of who that person is. */
export const readDataDeletion = endpoint({
  method: "GET",
  path: "/data-deletions/:confirmationCode",
  summary: "Read what was deleted on a person's request",
  access: { kind: "public" },
  status: 200,
  params: z.object({ confirmationCode: z.string().max(100) }),
  answer: z.object({
    kind: z.string(),
    deletedAt: moment,
    /** Channels whose token, given by this person, was deleted. */
    channels: z.number().int(),
    /** Logins of this person, with their name and what they could have connected. */
    logins: z.number().int(),
  }),
});
