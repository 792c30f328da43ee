import { useQuery } from "@tanstack/react-query";
import type { Member } from "#contract/members.ts";
import type { Queue } from "#contract/queues.ts";
import { holds } from "#contract/rights.ts";
import type { Team } from "#contract/teams.ts";
import type { Visibility } from "#contract/workspaces.ts";
import { counted } from "#web/design/format-number.ts";
import { Notice } from "#web/design/notice.tsx";
import { everyMemberQuery } from "#web/members/every-member-query.ts";
import { useQueues } from "#web/queues/use-queues.ts";
import { useTeams } from "#web/teams/use-teams.ts";

/** What would follow here and now from a choice of what members see. */
export function VisibilityConsequence({ chosen }: { chosen: Visibility }) {
  const members = useQuery(everyMemberQuery).data ?? [];
  const teams = useTeams().data?.items ?? [];
  const queues = useQueues().data?.items ?? [];
  const sentences = consequencesOf(chosen, members, teams, queues);
  return <Notice meaning={sentences.length > 1 ? "attention" : "quiet"}>{sentences.join(" ")}</Notice>;
}

function consequencesOf(
  chosen: Visibility,
  members: readonly Member[],
  teams: readonly Team[],
  queues: readonly Queue[],
): string[] {
  const walled = members.filter(({ role }) => !holds(role, "inbox.all"));
  const who = `This concerns ${counted(walled.length, "user")}, in their open browsers at once.`;
  if (chosen === "everything") return [who];
  const inTeams = new Set(teams.flatMap((team) => team.members.map(({ memberId }) => memberId)));
  const alone = walled.filter(({ id }) => !inTeams.has(id));
  const open = chosen === "teams" ? queues.filter(({ team }) => team === null) : [];
  return [who, ...aloneSentence(alone, chosen), ...openSentence(open)];
}

function aloneSentence(alone: readonly Member[], chosen: Visibility): string[] {
  const [first] = alone;
  if (!first) return [];
  const who =
    alone.length === 1
      ? `${first.displayName} is`
      : `${first.displayName} and ${counted(alone.length - 1, "other")} are`;
  const see = chosen === "teams" ? "what is assigned to them" : "what is assigned to them and what is nobody’s";
  return [`${who} in no team and would see only ${see}.`];
}

function openSentence(open: readonly Queue[]): string[] {
  if (open.length === 0) return [];
  const names = open.map(({ channel }) => channel.name).join(", ");
  return [
    `${names} ${open.length === 1 ? "belongs" : "belong"} to no team: no user would see what comes in there until it is assigned to them.`,
  ];
}
