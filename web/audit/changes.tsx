import type { AuditAction, AuditEntry } from "#contract/audit.ts";
import { roles } from "#contract/rights.ts";
import styles from "#web/audit/audit.module.css";
import { counted } from "#web/design/format-number.ts";
import { exactTime } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { roleWords } from "#web/members/role-words.ts";

interface ChangesProps {
  readonly entry: AuditEntry;
  /** What the member of this identifier is called now; null where they are gone. */
  readonly nameOf: (memberId: string) => string | null;
}

/** What was different before and after, beside each other: "Name: Shop bot → Ortiz Shop". */
export function Changes({ entry: { action, before, after }, nameOf }: ChangesProps) {
  const zone = useTimeZone();
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const untold = names.filter((name) => !told[action]?.includes(name));
  if (untold.length === 0) return null;
  const write = (name: string, value: unknown) => written(name, value, { zone, nameOf });
  return (
    <dl className={styles.changes}>
      {untold.map((name) => (
        <div key={name} className={styles.change}>
          <dt className={styles.changed}>{labels[name] ?? labelOf(name)}</dt>
          <dd className={styles.values}>
            {before && name in before ? <del className={styles.before}>{write(name, before[name])}</del> : null}
            {after && name in after ? <ins className={styles.after}>{write(name, after[name])}</ins> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What the sentence of an action says already. */
const told: Readonly<Partial<Record<AuditAction, readonly string[]>>> = {
  "session.ended": ["sessions"],
  "member.deactivated": ["status"],
  "member.reactivated": ["status"],
  "team.member_added": ["member"],
  "team.member_removed": ["member"],
  "team.created": ["name"],
  "queue.moved": ["moved"],
};

const labels: Readonly<Record<string, string>> = {
  autoArchiveDays: "Auto-archive",
  cap: "Limit for each member",
  displayName: "Name",
  distribution: "New conversations",
  email: "E-mail",
  memberId: "Who",
  to: "Until",
  visibility: "Members see",
};

/** "channelAlerts" → "Channel alerts". */
function labelOf(name: string): string {
  const words = name.replaceAll(/([A-Z])/gu, (letter) => ` ${letter.toLowerCase()}`).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type Reading = Pick<ChangesProps, "nameOf"> & { readonly zone: string };

function written(name: string, value: unknown, reading: Reading): string {
  if (value === null || value === undefined || value === "") return name === "autoArchiveDays" ? "off" : "none";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "number") return name === "autoArchiveDays" ? `after ${counted(value, "day")}` : String(value);
  if (typeof value === "string") return writtenText(name, value, reading);
  const parts = Array.isArray(value) ? value : Object.values(value);
  return parts.map((part) => written(name, part, reading)).join(", ") || "none";
}

function writtenText(name: string, value: string, { zone, nameOf }: Reading): string {
  if (name === "memberId") return nameOf(value) ?? "somebody who was removed";
  if (name === "from" || name === "to") return exactTime(Date.parse(value), zone);
  const role = name === "role" ? roles.find((one) => one === value) : undefined;
  if (role) return roleWords[role].name;
  // What people have called something stays as they wrote it.
  return ["name", "displayName", "email", "team", "lead", "account"].includes(name)
    ? value
    : value.replaceAll("_", " ");
}
