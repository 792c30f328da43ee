import { Radio, Stack, Text } from "@mantine/core";
import { IconClockPause, IconHandStop, IconMessageReply, IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { SendingMode } from "#contract/sending-guards.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { Notice } from "#web/design/notice.tsx";
import { Point, Points } from "#web/design/points.tsx";

interface HonestWordsProps {
  /** What may leave the number, as it was chosen. */
  readonly onAgree: (mode: SendingMode) => void;
  readonly onCancel: () => void;
}

/** What linking a number to WhatsApp can cost, what Wokfow does about it, and the choice. */
export function HonestWords({ onAgree, onCancel }: HonestWordsProps) {
  const [mode, setMode] = useState<SendingMode>("replies_only");
  return (
    <Stack gap="md">
      <Text>
        Wokfow links to WhatsApp the way WhatsApp Web does, over a protocol that WhatsApp neither publishes nor supports
        for other programs. It can change at any time, and then this channel stands still until Wokfow has caught up.
      </Text>
      <Notice meaning="attention">
        WhatsApp can restrict or ban the number, for days or for good. Most often that follows messages to people who
        never wrote to it. Do not link a number whose loss you could not bear.
      </Notice>
      <Text fw={600}>What Wokfow does to keep the number safe</Text>
      <Points>
        <Point icon={IconClockPause}>It sends one message after another, at an irregular, human pace.</Point>
        <Point icon={IconUserPlus}>
          It limits how many new people are written to in a day, and to fewer still while a number is freshly linked.
        </Point>
        <Point icon={IconHandStop}>
          It writes no more to who asks to stop, ends loops of two answering programs, and can be stopped at once.
        </Point>
        <Point icon={IconMessageReply}>It can be kept to answers, so that only who has written is written to.</Point>
      </Points>
      <Text c="dimmed" size="sm">
        None of this is a promise. What happens to the number is WhatsApp’s decision alone.
      </Text>
      <Radio.Group label="What may leave this number?" value={mode} onChange={(value) => setMode(modeOf(value))}>
        <Stack gap="sm" mt="sm">
          <Radio
            value="replies_only"
            data-autofocus
            label="Answers only"
            description="Members answer customers who have written. The safest way."
          />
          <Radio
            value="everything"
            label="Answers and first messages"
            description="Members may also write first, within the daily limit. More risk."
          />
        </Stack>
      </Radio.Group>
      <DialogEnd
        verb="Accept the risk and go on"
        busy={false}
        failure={null}
        onCancel={onCancel}
        onAct={() => onAgree(mode)}
      />
    </Stack>
  );
}

function modeOf(value: string): SendingMode {
  return value === "everything" ? "everything" : "replies_only";
}
