import { Anchor, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { LoginSetup } from "#contract/channel-logins.ts";
import { FacebookButton } from "#web/channels/messenger/facebook-button.tsx";
import { FacebookPreface } from "#web/channels/messenger/facebook-preface.tsx";
import { DashboardAddresses, FacebookSetup } from "#web/channels/messenger/facebook-setup.tsx";
import { useFacebookSetup } from "#web/channels/messenger/use-facebook-setup.ts";
import { ErrorState } from "#web/design/error-state.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";

/** Connects pages: what Facebook will ask and why, then the way there; before that, what whoever operates Wokfow has to set up. */
export function ConnectMessenger({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const setup = useFacebookSetup();
  return (
    <Modal opened onClose={onClose} title="Connect Messenger" size={600}>
      {setup.data ? (
        setup.data.missing.length > 0 ? (
          <FacebookSetup setup={setup.data} onClose={onClose} />
        ) : (
          <Stack gap="md">
            <FacebookPreface />
            <AtMeta setup={setup.data} />
            <FacebookButton onCancel={onClose} />
          </Stack>
        )
      ) : setup.error ? (
        <ErrorState title="This could not be loaded" error={setup.error} onRetry={() => void setup.refetch()} />
      ) : (
        <Group gap="sm" mih={120}>
          <Loader />
          <Text>Looking at how this server is set up.</Text>
        </Group>
      )}
    </Modal>
  );
}

/** For who sets up the app while this server is configured already. */
function AtMeta({ setup }: { setup: LoginSetup }) {
  const [shown, setShown] = useState(false);
  if (!setup.addresses) return null;
  return shown ? (
    <DashboardAddresses setup={setup} />
  ) : (
    <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setShown(true)}>
      Show the addresses for Meta’s dashboard
    </Anchor>
  );
}
