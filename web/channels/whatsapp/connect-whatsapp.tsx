import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { changeSendingGuards, type SendingMode } from "#contract/sending-guards.ts";
import { channelsQuery } from "#web/channels/channels-query.ts";
import { HonestWords } from "#web/channels/whatsapp/honest-words.tsx";
import { LinkPhone } from "#web/channels/whatsapp/link-phone.tsx";
import { notifyProblem } from "#web/design/notify.tsx";
import { useSaving } from "#web/design/save-state.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { call } from "#web/shell/api.ts";

/** Connects a WhatsApp number: before the first one what that can cost, then the link. */
export function ConnectWhatsApp({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const { data } = useQuery(channelsQuery);
  const [isFirst] = useState(() => !data?.items.some(({ kind }) => kind === "whatsapp"));
  const [agreed, setAgreed] = useState<SendingMode | "before" | null>(isFirst ? null : "before");
  const mode = agreed === "before" ? null : agreed;
  const isLeft = useIsLeft();
  const { saving, save } = useSaving(async (channelId: string) => {
    if (!mode) return;
    try {
      // Whoever links a number to answer only may leave the page at once; first messages must not leave it because of that.
      await call(changeSendingGuards, { params: { channelId }, body: { mode }, keepalive: true });
    } catch (error) {
      if (isLeft()) notifyProblem(error);
      throw error;
    }
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={agreed ? "Connect WhatsApp" : "Before you link WhatsApp"}
      size={agreed ? 680 : 560}
      closeOnClickOutside={false}
    >
      {agreed ? (
        <LinkPhone channel={null} onLinked={save} keeping={saving} onClose={onClose} />
      ) : (
        <HonestWords onAgree={setAgreed} onCancel={onClose} />
      )}
    </Modal>
  );
}

/** Tells whether the dialog has been closed, so that what it can no longer say is said elsewhere. */
function useIsLeft(): () => boolean {
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);
  return () => left.current;
}
