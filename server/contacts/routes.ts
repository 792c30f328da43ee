import * as contacts from "#contract/contacts.ts";
import { readContact } from "#server/contacts/read-contact.ts";
import { JsonText, type Route, serve } from "#server/platform/http/serve.ts";

/** Customers over HTTP. */
export function contactRoutes(): Route[] {
  return [
    serve(
      contacts.readContact,
      async ({ context, params }) => new JsonText(await readContact(context, params.contactId)),
    ),
  ];
}
