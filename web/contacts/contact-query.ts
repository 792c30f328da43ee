import { queryOptions } from "@tanstack/react-query";
import { readContact } from "#contract/contacts.ts";
import { call } from "#web/shell/api.ts";

/** Where the cache keeps customers. */
export const contactKey = ["contact"] as const;

/** One customer with their identities and conversations. */
export function contactQuery(contactId: string) {
  return queryOptions({
    queryKey: [...contactKey, contactId] as const,
    queryFn: ({ signal }) => call(readContact, { params: { contactId }, signal }),
  });
}
