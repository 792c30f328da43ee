import { IconMessagePlus, IconUsersGroup, type TablerIcon } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type InboxQueue, listConversations } from "#contract/conversations.ts";
import { beginning, useFirstContactChannels } from "#web/inbox/begin/beginning.ts";
import { queues } from "#web/inbox/queues/queues.ts";
import { call } from "#web/shell/api.ts";
import { useCommands } from "#web/shell/commands.ts";
import { useRight } from "#web/shell/session.ts";
import { teamsQuery } from "#web/teams/teams-query.ts";

const mostFound = 8;

/** What the palette knows of the inbox, wherever one is: its queues, and the conversations whose names are typed. */
export function useInboxCommands(): void {
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayRead = useRight("inbox.read");
  const canBegin = useFirstContactChannels().length > 0;
  const teams = useQuery({ ...teamsQuery, enabled: mayRead });

  useCommands(() => {
    if (!mayRead) return [];
    const command = (id: InboxQueue, name: string, icon: TablerIcon, team?: string) => ({
      id: `queue-${team ?? id}`,
      label: name,
      group: "Inbox",
      icon,
      words: "queue conversations",
      run: () => void navigate({ to: "/inbox", search: { queue: id, team } }),
    });
    const ofTeams = teams.data?.items ?? [];
    return [
      ...queues.map(({ id, name, icon }) => command(id, name, icon)),
      ...ofTeams.map((team) => command("team", team.name, IconUsersGroup, team.id)),
    ];
  });

  useCommands(() => {
    if (!canBegin) return [];
    const run = () => void navigate({ to: "/inbox" }).then(() => beginning.set(true));
    return [
      {
        id: "begin",
        label: "New conversation",
        group: "Inbox",
        icon: IconMessagePlus,
        words: "write phone number",
        run,
      },
    ];
  });

  useCommands(async (typed) => {
    const search = typed.trim();
    if (!mayRead || search.length < 2) return [];
    const found = await client.fetchQuery({
      queryKey: ["conversation-search", search] as const,
      queryFn: ({ signal }) => call(listConversations, { query: { search, limit: mostFound }, signal }),
      staleTime: 10_000,
    });
    return found.items.map((row) => ({
      id: row.id,
      label: row.contact.name,
      group: "Conversations",
      hint: row.channel.name,
      run: () => void navigate({ to: "/inbox/$conversationId", params: { conversationId: row.id } }),
    }));
  });
}
