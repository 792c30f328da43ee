import { Anchor } from "@mantine/core";
import styles from "#web/channels/telegram/connect-telegram.module.css";
import { CopyButton } from "#web/design/copy-button.tsx";

/** How to get a bot and its token from BotFather, in three steps. https://core.telegram.org/bots/features#botfather */
export function BotFatherGuide() {
  return (
    <ol className={styles.steps}>
      <li className={styles.step}>
        <span>
          Open{" "}
          <Anchor href="https://t.me/BotFather" target="_blank" rel="noreferrer">
            @BotFather
          </Anchor>{" "}
          in Telegram. It makes and keeps all bots.
        </span>
        <CopyButton value="@BotFather" label="Copy @BotFather" />
      </li>
      <li className={styles.step}>
        <span>
          Send <code className={styles.command}>/newbot</code> and choose a name, or{" "}
          <code className={styles.command}>/token</code> for a bot that you have.
        </span>
        <CopyButton value="/newbot" label="Copy /newbot" />
      </li>
      <li className={styles.step}>
        <span>Copy the token that it answers with, and paste it here.</span>
      </li>
    </ol>
  );
}
