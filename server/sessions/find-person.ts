import { type Context, read } from "#server/context.ts";
import { selectPersonWith } from "#server/sessions/queries.ts";

/** The identifier of the person who signs in with an e-mail address, or null. */
export async function findPerson(context: Context, email: string): Promise<string | null> {
  const [row] = await read(context, selectPersonWith(email));
  return row?.id ?? null;
}
