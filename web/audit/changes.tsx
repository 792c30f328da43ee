import type { AuditEntry } from "#contract/audit.ts";
import styles from "#web/audit/audit.module.css";

/** What was different before and after, one line a thing: "Name: Shop bot → Ortiz Shop". */
export function Changes({ entry: { before, after } }: { entry: AuditEntry }) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (names.length === 0) return null;
  return (
    <dl className={styles.changes}>
      {names.map((name) => (
        <div key={name} className={styles.change}>
          <dt className={styles.changed}>{labelOf(name)}</dt>
          <dd className={styles.values}>
            {before && name in before ? <del className={styles.before}>{written(before[name])}</del> : null}
            {after && name in after ? <ins className={styles.after}>{written(after[name])}</ins> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** "autoArchiveDays" → "Auto archive days". */
function labelOf(name: string): string {
  const words = name.replaceAll(/([A-Z])/gu, (letter) => ` ${letter.toLowerCase()}`).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function written(value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string") return value.replaceAll("_", " ");
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(written).join(", ") || "none";
  return Object.values(value).map(written).join(" · ");
}
