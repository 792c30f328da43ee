import { Button, Select } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type AuditAction, type AuditFilter, auditAction, exportAudit } from "#contract/audit.ts";
import styles from "#web/audit/audit.module.css";
import { actionNames } from "#web/audit/audit-sentences.ts";
import { addressOf } from "#web/shell/api.ts";

/** What narrows the page: an action, a period in days before now, and who acted, with the name that is shown. */
export interface Narrowing {
  readonly action: AuditAction | null;
  readonly days: string | null;
  readonly actor: Actor | null;
}

/** Somebody who may have acted. */
export interface Actor {
  readonly memberId: string;
  readonly name: string;
}

interface AuditFiltersProps {
  readonly narrowing: Narrowing;
  /** The same as the server is asked, for the export. */
  readonly filter: AuditFilter;
  /** Who can be chosen. */
  readonly people: readonly Actor[];
  readonly onChange: (narrowing: Narrowing) => void;
}

/** Chooses what the log shows, and takes away as a file what is shown. */
export function AuditFilters({ narrowing, filter, people, onChange }: AuditFiltersProps) {
  const { action, days, actor } = narrowing;
  return (
    <div className={styles.filters}>
      <Select
        aria-label="Who"
        placeholder="Everybody"
        data={people.map(({ memberId, name }) => ({ value: memberId, label: name }))}
        value={actor?.memberId ?? null}
        onChange={(memberId, chosen) =>
          onChange({ ...narrowing, actor: memberId && chosen ? { memberId, name: chosen.label } : null })
        }
        clearable
        searchable
        limit={shownAtOnce}
        nothingFoundMessage="Nobody is called that"
        className={styles.who}
      />
      <Select
        aria-label="What happened"
        placeholder="Everything that happened"
        data={actions}
        value={action}
        onChange={(chosen) => onChange({ ...narrowing, action: auditAction.nullable().parse(chosen) })}
        clearable
        searchable
        nothingFoundMessage="No such action"
        className={styles.action}
      />
      <Select
        aria-label="When"
        placeholder="At any time"
        data={periods}
        value={days}
        onChange={(chosen) => onChange({ ...narrowing, days: chosen })}
        clearable
        className={styles.period}
      />
      <Button
        component="a"
        href={addressOf(exportAudit, { query: filter })}
        download
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        className={styles.export}
      >
        Export CSV
      </Button>
    </div>
  );
}

const shownAtOnce = 50;

const actions = auditAction.options
  .map((value) => ({ value, label: actionNames[value] }))
  .sort((one, other) => one.label.localeCompare(other.label));

const periods = [
  { value: "1", label: "Last 24 hours" },
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
];
