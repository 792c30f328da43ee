import { Radio, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DirectoryEntry, HandOver } from "#contract/directory.ts";
import { counted } from "#web/design/format-number.ts";
import { everyMemberQuery } from "#web/members/every-member-query.ts";
import { teamsQuery } from "#web/teams/teams-query.ts";

interface HandOverChoiceProps {
  readonly member: DirectoryEntry;
  /** Null while the one who gets them is not chosen. */
  readonly value: HandOver | null;
  readonly onChange: (value: HandOver | null) => void;
}

const shownAtOnce = 50;

/** Who gets the open conversations of somebody who leaves: nobody, one member, or a team. */
export function HandOverChoice({ member, value, onChange }: HandOverChoiceProps) {
  const [to, setTo] = useState<HandOver["to"]>("unassigned");
  const { data: everyone } = useQuery(everyMemberQuery);
  const { data: teams } = useQuery(teamsQuery);
  function choose(next: string) {
    const chosen = ways.find((way) => way === next) ?? "unassigned";
    setTo(chosen);
    onChange(chosen === "unassigned" ? { to: "unassigned" } : null);
  }
  return (
    <Stack gap="sm">
      <Radio.Group
        label={`Who gets the ${counted(member.openConversations, "open conversation")}?`}
        value={to}
        onChange={choose}
      >
        <Stack gap={8} mt={8}>
          <Radio value="unassigned" label="Nobody yet" description="Each waits in its team's queue, or in Unassigned" />
          <Radio value="member" label="One member" />
          {teams && teams.items.length > 0 ? <Radio value="team" label="A team's queue" /> : null}
        </Stack>
      </Radio.Group>
      {to === "member" ? (
        <Select
          aria-label="Member"
          placeholder="Choose a member"
          data={(everyone ?? [])
            .filter(({ id }) => id !== member.id)
            .map(({ id, displayName }) => ({ value: id, label: displayName }))}
          value={value?.to === "member" ? value.memberId : null}
          onChange={(memberId) => onChange(memberId ? { to: "member", memberId } : null)}
          limit={shownAtOnce}
          nothingFoundMessage="Nobody of this name works here."
          searchable
        />
      ) : null}
      {to === "team" ? (
        <Select
          aria-label="Team"
          placeholder="Choose a team"
          data={(teams?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={value?.to === "team" ? value.teamId : null}
          onChange={(teamId) => onChange(teamId ? { to: "team", teamId } : null)}
          searchable
        />
      ) : null}
    </Stack>
  );
}

const ways = ["unassigned", "member", "team"] as const;
