import { Modal } from "@mantine/core";
import styles from "#web/design/kbd.module.css";
import { Kbd } from "#web/design/kbd.tsx";

/** The keys of one part of the screen and what each does. */
export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly { readonly keys: string; readonly does: string }[];
}

interface ShortcutsSheetProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly groups: readonly ShortcutGroup[];
}

/** All keys that work right now, grouped by the part of the screen they belong to. */
export function ShortcutsSheet({ opened, onClose, groups }: ShortcutsSheetProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size="xl">
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className={styles.group}>{group.title}</h3>
            <dl className={styles.list}>
              {group.shortcuts.map((shortcut) => (
                <div key={shortcut.keys} className={styles.entry}>
                  <dt>{shortcut.does}</dt>
                  <dd>
                    <Kbd keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
