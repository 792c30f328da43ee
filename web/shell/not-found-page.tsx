import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { MessagePage } from "#web/shell/message-page.tsx";

/** For an address that leads nowhere, and for a thing that is gone or not the member's to see (the server tells no difference). */
export function NotFoundPage() {
  return (
    <MessagePage
      icon={IconMapOff}
      title="There is nothing here"
      sentence="It may have been removed, or it is not open to you. Check the address, or begin again from the inbox."
      action={
        <Button component={Link} to="/" variant="default">
          Go to the inbox
        </Button>
      }
    />
  );
}
