import { Anchor } from "@mantine/core";
import styles from "#web/channels/telegram/connect-telegram.module.css";
import { CopyButton } from "#web/design/copy-button.tsx";
import { Step, Steps } from "#web/design/steps.tsx";

/** How to get a bot and its token from BotFather, in three steps. https://core.telegram.org/bots/features#botfather */
export function BotFatherGuide() {
  return (
    <Steps>
      <Step>
        Open{" "}
        <Anchor href="https://t.me/BotFather" target="_blank" rel="noreferrer" underline="always">
          @BotFather
        </Anchor>{" "}
        in Telegram. It makes and keeps all bots.
      </Step>
      <Step>
        Send it <Command text="/newbot" /> for a new bot, or <Command text="/token" /> for one that you have.
      </Step>
      <Step>Copy the token that it answers with, and paste it here.</Step>
    </Steps>
  );
}

function Command({ text }: { text: string }) {
  return (
    <span className={styles.command}>
      {text}
      <CopyButton value={text} label={`Copy ${text}`} />
    </span>
  );
}
