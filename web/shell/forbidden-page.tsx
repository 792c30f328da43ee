import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type Right, rights } from "#contract/rights.ts";
import { MessagePage } from "#web/shell/message-page.tsx";

/** For a page that the member's role does not open. Names the right, so that one knows what to ask for. */
export function ForbiddenPage({ right }: { right: Right }) {
  return (
    <MessagePage
      icon={IconLock}
      title="Your role does not open this page"
      sentence={`It needs the right “${rights[right]}”. Ask an owner or admin of your workspace for it.`}
      action={
        <Button component={Link} to="/" variant="default">
          Go to the inbox
        </Button>
      }
    />
  );
}
