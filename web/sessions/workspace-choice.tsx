import { Menu } from "@mantine/core";
import { IconBuilding, IconCheck } from "@tabler/icons-react";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { listMemberships, switchWorkspace } from "#contract/session.ts";
import { notifyProblem } from "#web/design/notify.tsx";
import { call } from "#web/shell/api.ts";

/** The workspaces of the person who is signed in. Asked for anew whenever it is shown, as no live event tells of others. */
const membershipsQuery = queryOptions({
  queryKey: ["memberships"],
  queryFn: ({ signal }) => call(listMemberships, { signal }),
  staleTime: 0,
});

/** The workspaces to go to, within the member's own menu. Nothing for those who have one alone. */
export function WorkspaceChoice() {
  const { data } = useQuery(membershipsQuery);
  if (!data || data.items.length < 2) return null;
  return (
    <>
      <Menu.Label>Workspaces</Menu.Label>
      {data.items.map(({ workspaceId, workspaceName, current }) => (
        <Menu.Item
          key={workspaceId}
          leftSection={current ? <IconCheck size={16} /> : <IconBuilding size={16} />}
          aria-current={current || undefined}
          onClick={() => (current ? undefined : goTo(workspaceId).catch(notifyProblem))}
        >
          {workspaceName}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}

/** The page is loaded anew there, so that nothing of the one workspace is left in the other. */
async function goTo(workspaceId: string): Promise<void> {
  await call(switchWorkspace, { body: { workspaceId } });
  location.assign("/");
}
