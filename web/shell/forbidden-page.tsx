import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { holds, type Right, type Role, rights, roles } from "#contract/rights.ts";
import { MessagePage } from "#web/shell/message-page.tsx";

/** For a page that the member's role does not open. Names the right, who has it and who can give it. */
export function ForbiddenPage({ right }: { right: Right }) {
  return (
    <MessagePage
      icon={IconLock}
      title="Your role does not open this page"
      sentence={`It needs the right “${rights[right]}”, which ${holdersOf(right)} have. ${giversOf(right)}`}
      action={
        <>
          <Button component={Link} to="/" variant="default">
            Go to the inbox
          </Button>
          <Button component={Link} to="/settings/roles" variant="default">
            What each role may do
          </Button>
        </>
      }
    />
  );
}

const plural: Readonly<Record<Role, string>> = { owner: "Owners", admin: "Admins", manager: "Managers", user: "Users" };

function holdersOf(right: Right): string {
  return listed(
    roles.filter((role) => holds(role, right)).map((role) => plural[role]),
    "and",
  );
}

/** Nobody gives more than they have, so whoever gives the right holds it and manages members: Owners and perhaps Admins. */
function giversOf(right: Right): string {
  const givers = roles.filter((role) => holds(role, right) && holds(role, "members.manage"));
  const asked = givers.map((role) => `an ${plural[role].slice(0, -1)}`);
  return `Ask ${listed(asked, "or")} of your workspace for a role that has it.`;
}

function listed(names: readonly string[], word: "and" | "or"): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${word} ${last}`;
}
