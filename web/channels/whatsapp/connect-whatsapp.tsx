import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SendingMode } from "#contract/sending-guards.ts";
import { channelsQuery } from "#web/channels/channels-query.ts";
import { HonestWords } from "#web/channels/whatsapp/honest-words.tsx";
import { LinkPhone } from "#web/channels/whatsapp/link-phone.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";

/** Connects a WhatsApp number: before the first one what that can cost and what may leave it, then the link. */
export function ConnectWhatsApp({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const { data } = useQuery(channelsQuery);
  const [isFirst] = useState(() => !data?.items.some(({ kind }) => kind === "whatsapp"));
  const [agreed, setAgreed] = useState<SendingMode | "before" | null>(isFirst ? null : "before");
  return (
    <Modal
      opened
      onClose={onClose}
      title={agreed ? "Connect WhatsApp" : "Before you link WhatsApp"}
      size={agreed ? 680 : 560}
      closeOnClickOutside={false}
    >
      {agreed ? (
        <LinkPhone channel={null} mode={agreed === "before" ? null : agreed} onClose={onClose} />
      ) : (
        <HonestWords onAgree={setAgreed} onCancel={onClose} />
      )}
    </Modal>
  );
}
