import { alternate, requests } from "../measure.ts";
import { headersOf, type Stage } from "../open-stage.ts";
import { compareRates, type Result } from "../report.ts";
import { seededConversation } from "../seed.ts";

const different = 500;

/** P2: the newest stretch of many conversations in turn, against a bare select of messages. */
export async function listMessages(stage: Stage): Promise<Result[]> {
  const { server, limit, person, effort, size, postgres } = stage;
  const step = Math.max(1, Math.floor(size.conversations / different));
  const ids = Array.from({ length: different }, (_, index) =>
    seededConversation(1 + ((index * step) % size.conversations)),
  );
  const ours = requests(
    {
      url: server.address,
      headers: headersOf(person),
      requests: ids.map((id) => ({ path: `/api/v1/conversations/${id}/messages?limit=50` })),
    },
    effort,
    [server.pid, postgres],
  );
  const bare = requests({ url: limit.address, requests: ids.map((id) => ({ path: `/messages/${id}` })) }, effort, [
    limit.pid,
    postgres,
  ]);
  const measured = await alternate(ours, bare, effort.pieces);
  return [compareRates("P2 message page, 50 asked for", measured, 0.8)];
}
