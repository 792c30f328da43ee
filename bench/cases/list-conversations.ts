import { alternate, requests } from "../measure.ts";
import { headersOf, type Stage } from "../open-stage.ts";
import { compareRates, type Result } from "../report.ts";

/** P1: the first page of the inbox, against a bare join of conversations and contacts. */
export async function listConversations({ server, limit, person, effort, postgres }: Stage): Promise<Result[]> {
  const url = `${server.address}/api/v1/conversations?limit=50`;
  const ours = requests({ url, headers: headersOf(person) }, effort, [server.pid, postgres]);
  const bare = requests({ url: `${limit.address}/list` }, effort, [limit.pid, postgres]);
  const measured = await alternate(ours, bare, effort.pieces);
  return [compareRates("P1 inbox list, 50 rows", measured, 0.8)];
}
