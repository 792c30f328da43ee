import { Button, Group, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Invited } from "#contract/invitations.ts";
import { type ImportedRow, importMembers, previewMemberImport } from "#contract/member-imports.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { counted } from "#web/design/format-number.ts";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { Notice } from "#web/design/notice.tsx";
import { useSaving } from "#web/design/save-state.tsx";
import { refreshDirectory } from "#web/members/directory/use-directory.ts";
import styles from "#web/members/import/import.module.css";
import type { ReadFile } from "#web/members/import/read-file.ts";
import { call } from "#web/shell/api.ts";

interface ImportPreviewProps {
  readonly file: ReadFile;
  readonly onOther: () => void;
  readonly onInvited: (invited: readonly Invited[]) => void;
  readonly onClose: () => void;
}

/** What a file would bring, line by line. Only one without a fault can be brought in. */
export function ImportPreview({ file, onOther, onInvited, onClose }: ImportPreviewProps) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ["member-import", file.csv],
    queryFn: ({ signal }) => call(previewMemberImport, { body: { csv: file.csv }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const { saving, save } = useSaving(async () => {
    const { invited } = await call(importMembers, { body: { csv: file.csv } });
    refreshDirectory(client);
    onInvited(invited);
  });
  if (error) return <ErrorState title="The file could not be read" error={error} onRetry={() => void refetch()} />;
  if (!data) return <ListSkeleton rowHeight={40} rows={6} disc={0} lines={1} />;
  const faulty = data.rows.filter(({ faults }) => faults.length > 0).length;
  const usable = data.fault === null && faulty === 0;
  return (
    <Stack gap="md">
      <Notice meaning={usable ? "good" : "bad"} announce>
        {verdictOf(file, { ...data, faulty })}
      </Notice>
      {data.rows.length > 0 ? <Lines rows={data.rows} /> : null}
      {usable ? (
        <DialogEnd
          verb={`Invite ${counted(data.rows.length, "user")}`}
          busy={saving.kind === "saving"}
          failure={saving.kind === "failed" ? saving.sentence : null}
          onCancel={onClose}
          onAct={() => void save()}
        />
      ) : (
        <Group justify="flex-end">
          <Button onClick={onOther}>Choose another file</Button>
        </Group>
      )}
    </Stack>
  );
}

interface Verdict {
  readonly rows: readonly ImportedRow[];
  readonly fault: string | null;
  readonly faulty: number;
}

function verdictOf({ name }: ReadFile, { rows, fault, faulty }: Verdict): string {
  if (fault !== null) return fault;
  if (faulty === 0) return `${name} is fine: ${counted(rows.length, "user")}. Nobody is invited yet.`;
  const lines = `${counted(faulty, "line")} of ${rows.length}`;
  return `${lines} cannot be used, so nobody is invited. Mend the file and choose it again.`;
}

/** Faulty lines come first, as they are what there is to do. */
function Lines({ rows }: { rows: readonly ImportedRow[] }) {
  const sorted = rows.toSorted((one, other) => Number(other.faults.length > 0) - Number(one.faults.length > 0));
  return (
    <div className={styles.scroll}>
      <table className={styles.lines}>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Name</th>
            <th scope="col">E-mail</th>
            <th scope="col">Role</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <Line key={row.line} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ row: { line, displayName, email, role, faults } }: { row: ImportedRow }) {
  return (
    <>
      <tr>
        <td className={styles.number}>{line}</td>
        <td>{displayName || "–"}</td>
        <td>{email || "–"}</td>
        <td>{role}</td>
      </tr>
      {faults.length > 0 ? (
        <tr>
          <td className={styles.faults} />
          <td className={styles.faults} colSpan={3}>
            {faults.map(({ column, message }) => (
              <span key={column} className={styles.fault}>
                <IconAlertTriangle size={14} aria-hidden />
                {message}
              </span>
            ))}
          </td>
        </tr>
      ) : null}
    </>
  );
}
