import { Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Role, roles } from "#contract/rights.ts";
import styles from "#web/members/directory/directory.module.css";
import { statusWords } from "#web/members/directory/status-words.ts";
import { roleWords } from "#web/members/role-words.ts";
import { teamsQuery } from "#web/teams/teams-query.ts";

const statuses = ["active", "invited", "deactivated"] as const;

/** What narrows the directory. */
export interface Narrowing {
  readonly search: string;
  readonly role: Role | null;
  readonly status: (typeof statuses)[number] | null;
  readonly teamId: string | null;
}

interface DirectoryFiltersProps {
  readonly narrowing: Narrowing;
  readonly onChange: (narrowing: Narrowing) => void;
}

/** Chooses who is shown. What is being typed is its own: give it a new key to begin anew. */
export function DirectoryFilters({ narrowing, onChange }: DirectoryFiltersProps) {
  const { role, status, teamId } = narrowing;
  const { data: teams } = useQuery(teamsQuery);
  return (
    <div className={styles.filters}>
      <Search narrowing={narrowing} onChange={onChange} />
      <Select
        aria-label="Role"
        placeholder="Any role"
        data={roles.map((value) => ({ value, label: roleWords[value].name }))}
        value={role}
        onChange={(chosen) => onChange({ ...narrowing, role: roles.find((one) => one === chosen) ?? null })}
        clearable
        className={styles.filter}
      />
      <Select
        aria-label="Status"
        placeholder="Any status"
        data={statuses.map((value) => ({ value, label: statusWords[value].name }))}
        value={status}
        onChange={(chosen) => onChange({ ...narrowing, status: statuses.find((one) => one === chosen) ?? null })}
        clearable
        className={styles.filter}
      />
      {teams && teams.items.length > 0 ? (
        <Select
          aria-label="Team"
          placeholder="Any team"
          data={teams.items.map(({ id, name }) => ({ value: id, label: name }))}
          value={teamId}
          onChange={(chosen) => onChange({ ...narrowing, teamId: chosen })}
          clearable
          searchable
          className={styles.filter}
        />
      ) : null}
    </div>
  );
}

const pauseMs = 200;

function Search({ narrowing, onChange }: DirectoryFiltersProps) {
  const [typed, setTyped] = useState(narrowing.search);
  const look = useDebouncedCallback((search: string) => onChange({ ...narrowing, search }), pauseMs);
  return (
    <TextInput
      aria-label="Search users"
      placeholder="Name or e-mail"
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      maxLength={120}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        look(value);
      }}
      className={styles.search}
    />
  );
}
