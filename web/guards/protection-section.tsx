import { type ComboboxRenderPillInput, Pill, TagsInput } from "@mantine/core";
import { useId, useState } from "react";
import { optOutWord, type SendingGuards } from "#contract/sending-guards.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { GuardSwitch } from "#web/guards/guard-switch.tsx";
import styles from "#web/guards/guards-page.module.css";
import { lettersOf } from "#web/guards/letters-of.ts";
import { useChangeGuards } from "#web/guards/use-guards.ts";

interface GuardPart {
  readonly guards: SendingGuards;
}

/** What protects customers from what they do not want, and the account from what no person would do. */
export function ProtectionSection({ guards }: GuardPart) {
  return (
    <SettingsSection title="Protection">
      <WordsRow guards={guards} />
      <GuardSwitch
        guards={guards}
        guard="loopBreaker"
        name="Loop breaker"
        sentence="When two programs answer each other, the conversation is paused and its assignee hears of it: six answers in a row within 2 seconds, or the same two texts four times within an hour."
      />
      <SettingRow
        name="Pace"
        sentence="Between two messages of this number there are 1.2 to 3.5 seconds, chosen at random, however many members write. Before a text the customer sees for a moment that somebody writes. This cannot be changed."
      />
    </SettingsSection>
  );
}

function WordsRow({ guards }: GuardPart) {
  const id = useId();
  const change = useChangeGuards(guards.channelId);
  const { saving, save } = useSaving((optOutWords: string[]) => change({ optOutWords }));
  const [fault, setFault] = useState<string | null>(null);
  const { configure } = guards.can;
  function keep(words: string[]) {
    const wrong = words.map((word) => optOutWord.safeParse(word)).find(({ success }) => !success);
    setFault(wrong?.error?.issues[0]?.message ?? null);
    if (!wrong) void save(words);
  }
  return (
    <SettingRow
      name="Opt-out words"
      sentence="A customer who writes exactly one of these hears nothing more, until they write anything else or a member lifts it with a reason. Capital letters, accents and punctuation do not matter."
      controlId={configure ? id : undefined}
      saving={saving}
      below={
        <TagsInput
          id={id}
          className={styles.words}
          classNames={{ inputField: styles.word ?? "" }}
          aria-label="Opt-out words"
          value={guards.optOutWords}
          onChange={keep}
          renderPill={OptOutWord}
          error={fault}
          readOnly={!configure}
          placeholder={configure ? "Add a word and press Enter" : ""}
          maxTags={50}
          splitChars={[",", ";"]}
        />
      }
    />
  );
}

function OptOutWord({ value = "", onRemove, disabled = false }: ComboboxRenderPillInput) {
  const letters = lettersOf(value);
  return (
    <Pill withRemoveButton={!disabled} {...(onRemove && { onRemove })}>
      <bdi>{value}</bdi>
      {letters ? <span className={styles.letters}> {letters}</span> : null}
    </Pill>
  );
}
