import { Button } from "@mantine/core";
import { useState } from "react";
import { chosenSound } from "#web/alerts/sound/sound-choice.ts";
import styles from "#web/alerts/sound/sound-section.module.css";
import { allowSound, soundAllowed } from "#web/alerts/sound/speaker.ts";
import { unheardMessages } from "#web/alerts/sound/unheard-messages.ts";
import { counted } from "#web/design/format-number.ts";
import { Notice } from "#web/design/notice.tsx";
import { useHeldWhilePressed } from "#web/design/use-held-while-pressed.ts";
import { useStore } from "#web/shell/store.ts";

/** Stands in the settings for as long as this browser keeps the sound back that it was asked for. */
export function BlockedSound() {
  const blocked = useIsBlocked();
  const { refused, ask } = useAsk();
  if (!blocked) return null;
  return (
    <div className={styles.blocked}>
      <Notice meaning="attention" announce action={<AllowButton onClick={ask} />}>
        {refused ? stillBlocked : "This browser blocks sound. Click to allow."}
      </Notice>
    </div>
  );
}

/** The banner after a message came in that should have rung: any click in the page allows the sound, and ends it. */
export function UnheardBanner() {
  const blocked = useIsBlocked();
  const unheard = useHeldWhilePressed(useStore(unheardMessages));
  const { refused, ask } = useAsk();
  if (!blocked || unheard === 0) return null;
  return (
    <Notice meaning="attention" edge announce action={<AllowButton onClick={ask} />}>
      {refused
        ? stillBlocked
        : `${counted(unheard, "message")} came in without a sound, because this browser blocks it. Click to allow.`}
    </Notice>
  );
}

/** Pressing anywhere allows the sound: what says that it is blocked stands until the release, or all below it would jump away. */
function useIsBlocked(): boolean {
  const allowed = useStore(soundAllowed);
  const { on } = useStore(chosenSound);
  return useHeldWhilePressed(on && !allowed);
}

const stillBlocked = "This browser still blocks sound. Allow sound for this site in the settings of the browser.";

function AllowButton({ onClick }: { onClick: () => void }) {
  return (
    <Button variant="default" onClick={onClick}>
      Allow sound
    </Button>
  );
}

function useAsk() {
  const [refused, setRefused] = useState(false);
  return { refused, ask: () => void allowSound().then((allowed) => setRefused(!allowed)) };
}
