import { Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Channel } from "#contract/channels.ts";
import { LinkPhone } from "#web/channels/whatsapp/link-phone.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";

/** Links the phone of a channel again, for example after it has logged this device out. */
export function ReconnectWhatsApp({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  useFocusBack();
  const [isLinked, setLinked] = useState(false);
  return (
    <Modal opened onClose={onClose} title={`Scan again for ${channel.name}`} size={680} closeOnClickOutside={false}>
      <Stack gap="md">
        {isLinked ? null : (
          <Text>Use the phone with {channel.account}. The channel and its conversations continue where they were.</Text>
        )}
        <LinkPhone channel={channel} onLinked={() => setLinked(true)} onClose={onClose} />
      </Stack>
    </Modal>
  );
}
