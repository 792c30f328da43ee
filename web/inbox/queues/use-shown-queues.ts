import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { conversationCounts, InboxQueue } from "#contract/conversations.ts";
import type { TeamColour } from "#contract/teams.ts";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import { countsQuery } from "#web/inbox/data/queries.ts";
import { type Queue, queues } from "#web/inbox/queues/queues.ts";
import { teamsQuery } from "#web/teams/teams-query.ts";

/** A queue as it is shown to this member now. */
export interface ShownQueue extends Pick<Queue, "name" | "empty"> {
  readonly id: InboxQueue;
  /** Whose queue it is; then it has that team's mark instead of an icon. */
  readonly team: { readonly id: string; readonly name: string; readonly colour: TeamColour } | null;
  readonly icon: Queue["icon"] | null;
  /** How many conversations it holds; null where nobody counts. */
  readonly count: number | null;
  readonly isOpen: boolean;
}

/** More would push the queues that everybody has out of sight, so they come last. */
const fewTeams = 5;

type Counts = ReturnType<typeof conversationCounts.parse>;

/** The queues of this member from top to bottom, one for each team whose conversations they see. */
export function useShownQueues(filter: ListFilter): ShownQueue[] {
  const { data: counts } = useQuery(countsQuery(filter.channelId));
  const { data: teams } = useQuery(teamsQuery);
  return useMemo(() => {
    const [mine, mentions, ...others] = queues.map((queue) => ownQueue(queue, counts, filter));
    const ofTeams = (teams?.items ?? []).flatMap((team) => {
      const count = counts?.teams.find(({ teamId }) => teamId === team.id);
      return count ? [teamQueue(team, count.open, filter)] : [];
    });
    const before = ofTeams.length <= fewTeams ? ofTeams : [];
    const behind = before.length > 0 ? [] : ofTeams;
    return [mine, mentions, ...before, ...others, ...behind].filter((queue) => queue !== undefined);
  }, [counts, teams, filter]);
}

/** The queue that is open. One that is not among this member's, such as that of another team, is named by what it is. */
export function useOpenQueue(filter: ListFilter): Pick<ShownQueue, "id" | "team" | "icon" | "name" | "empty"> {
  const open = useShownQueues(filter).find(({ isOpen }) => isOpen);
  return open ?? { id: "team", team: null, icon: null, name: "Team", empty: emptyTeam("this team") };
}

function ownQueue(queue: Queue, counts: Counts | undefined, filter: ListFilter): ShownQueue {
  const count = queue.id === "archive" ? null : (counts?.[queue.id] ?? 0);
  return { ...queue, team: null, count, isOpen: filter.queue === queue.id };
}

function teamQueue(team: NonNullable<ShownQueue["team"]>, count: number, { queue, teamId }: ListFilter): ShownQueue {
  const isOpen = queue === "team" && teamId === team.id;
  return { id: "team", team, icon: null, name: team.name, empty: emptyTeam(team.name), count, isOpen };
}

function emptyTeam(name: string): Queue["empty"] {
  return {
    title: "Nothing is open here",
    sentence: `Conversations of the queues that belong to ${name}, and those transferred to it, appear here.`,
  };
}
