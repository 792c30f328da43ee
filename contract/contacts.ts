import { z } from "zod";
import { channelKind } from "#contract/channels.ts";
import { endpoint, right } from "#contract/endpoint.ts";
import { id, moment } from "#contract/values.ts";

/** A customer with their identities and conversations. */
export const contact = z.object({
  id,
  name: z.string(),
  avatarFileId: id.nullable(),
  firstSeenAt: moment,
  identities: z.array(
    z.object({
      id,
      kind: channelKind,
      username: z.string().nullable(),
      /** In international format, where the outside service tells it. */
      phone: z.string().nullable(),
      language: z.string().nullable(),
      /** The parameter of the link that brought the customer, if any. */
      startParameter: z.string().nullable(),
    }),
  ),
  conversations: z.array(
    z.object({
      id,
      channel: z.object({ id, kind: channelKind, name: z.string() }),
      lastActivityAt: moment,
      archivedAt: moment.nullable(),
    }),
  ),
});

/** A customer with their identities and conversations. */
export type Contact = z.output<typeof contact>;

/** One customer. */
export const readContact = endpoint({
  method: "GET",
  path: "/contacts/:contactId",
  summary: "Read a contact",
  access: right("inbox.read"),
  status: 200,
  params: z.object({ contactId: id }),
  answer: contact,
});
