import { type Context, read } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { selectEmail } from "#server/sessions/queries.ts";

/** The e-mail address that a person signs in with. */
export async function readEmail(context: Context, personId: string): Promise<string> {
  const [row] = await read(context, selectEmail(personId));
  if (!row) throw notFound();
  return row.email;
}
