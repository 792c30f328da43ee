import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { changeSendingGuards, type SendingMode } from "#contract/sending-guards.ts";
import { channelsQuery } from "#web/channels/channels-query.ts";
import { HonestWords } from "#web/channels/whatsapp/honest-words.tsx";
import { LinkPhone } from "#web/channels/whatsapp/link-phone.tsx";
import { notifyProblem } from "#web/design/notify.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { call } from "#web/shell/api.ts";

/** Connects a WhatsApp number: before the first one what that can cost, then the link. */
export function ConnectWhatsApp({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const { data } = useQuery(channelsQuery);
  const [isFirst] = useState(() => !data?.items.some(({ kind }) => kind === "whatsapp"));
  const [agreed, setAgreed] = useState<SendingMode | "before" | null>(isFirst ? null : "before");
  const mode = agreed === "before" ? null : agreed;
  const keepChoice = useCallback(
    (channelId: string) => {
      if (mode) call(changeSendingGuards, { params: { channelId }, body: { mode } }).catch(notifyProblem);
    },
    [mode],
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={agreed ? "Connect WhatsApp" : "Before you link WhatsApp"}
      size={agreed ? 680 : 560}
      closeOnClickOutside={false}
    >
      {agreed ? (
        <LinkPhone channel={null} onLinked={keepChoice} onClose={onClose} />
      ) : (
        <HonestWords onAgree={setAgreed} onCancel={onClose} />
      )}
    </Modal>
  );
}
