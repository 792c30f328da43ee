import type { CommittedFact } from "#server/platform/events/event-bus.ts";
import type { ChooseStreams } from "#server/sessions/live-streams.ts";
import type { SignInParts } from "#server/sessions/open-sign-in.ts";
import { livingSessions } from "#server/sessions/queries.ts";
import { readFactDetails } from "#server/sessions/read-fact-details.ts";

/** Closes live streams in this process when their session has ended in any. */
export function watchEndedSessions(parts: SignInParts, end: ChooseStreams): void {
  parts.events.listen({
    committed(facts) {
      for (const fact of facts) if (fact.kind === "session.ended") void endStreamsOf(parts, fact, end);
    },
    resync: () => void endStaleStreams(parts, end),
  });
}

async function endStreamsOf(parts: SignInParts, fact: CommittedFact, end: ChooseStreams): Promise<void> {
  try {
    const details = await readFactDetails(parts, fact);
    const ended = new Set(Array.isArray(details?.sessionIds) ? details.sessionIds : []);
    end((caller) => ended.has(caller.sessionId));
  } catch (err) {
    parts.log.error(
      { err, fact },
      "Ended sessions could not be looked up, so every live stream of their workspace is closed",
    );
    end((caller) => caller.workspaceId === fact.workspaceId);
  }
}

/** After facts may have been missed, everyone who is connected is checked against the table. */
async function endStaleStreams({ database, clock, log }: SignInParts, end: ChooseStreams): Promise<void> {
  const connected = new Set<string>();
  // Chooses nobody: this only asks who is there.
  end(({ sessionId }) => !connected.add(sessionId));
  try {
    const values = [[...connected], clock.now()];
    const { rows } = await database.pool.query<{ id: string }>({ ...livingSessions, values });
    const living = new Set(rows.map((row) => row.id));
    end(({ sessionId }) => connected.has(sessionId) && !living.has(sessionId));
  } catch (err) {
    log.error({ err }, "Live streams could not be checked, so all are closed");
    end(() => true);
  }
}
