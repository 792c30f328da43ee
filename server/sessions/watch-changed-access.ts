import { z } from "zod";
import { accessChanged } from "#server/platform/events/announce-access-change.ts";
import type { CommittedFact } from "#server/platform/events/event-bus.ts";
import type { ChooseStreams } from "#server/sessions/live-streams.ts";
import type { SignInParts } from "#server/sessions/open-sign-in.ts";
import { readFactDetails } from "#server/sessions/read-fact-details.ts";

/** Lets live streams in this process begin anew when what their callers may see or do has changed in any. */
export function watchChangedAccess(parts: SignInParts, renew: ChooseStreams): void {
  parts.events.listen({
    committed(facts) {
      for (const fact of facts) if (fact.kind === accessChanged) void renewStreamsOf(parts, fact, renew);
    },
    // What happened meanwhile is not known, so nobody keeps on hearing as who they were.
    resync: () => renew(() => true),
  });
}

const details = z.object({ memberIds: z.array(z.string()).optional() });

async function renewStreamsOf(parts: SignInParts, fact: CommittedFact, renew: ChooseStreams): Promise<void> {
  const { workspaceId } = fact;
  try {
    const members = new Set(details.parse(await readFactDetails(parts, fact)).memberIds);
    renew((caller) => caller.workspaceId === workspaceId && (members.size === 0 || members.has(caller.memberId)));
  } catch (err) {
    parts.log.error(
      { err, fact },
      "Changed access could not be looked up, so every live stream of its workspace begins anew",
    );
    renew((caller) => caller.workspaceId === workspaceId);
  }
}
