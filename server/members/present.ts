import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Member, Profile } from "#contract/members.ts";
import type { MembersTable } from "#server/members/tables.ts";

type Row = Selectable<MembersTable>;
type ShownRow = Pick<Row, "id" | "display_name" | "role" | "avatar_file_id" | "availability" | "status">;

/** A member as every colleague sees them. */
export function presentMember(row: ShownRow): Member {
  const { id, display_name: displayName, role, avatar_file_id: avatarFileId, availability, status } = row;
  return { id, displayName, role, avatarFileId, availability, status };
}

/** What members are called to those who read of them, in SQL: `table` is what the query calls them. The author of what is kept may be removed. */
export function shownName(table: string): RawBuilder<string> {
  const [name, status] = [sql.ref(`${table}.display_name`), sql.ref(`${table}.status`)];
  return sql<string>`${name} || case ${status} when 'removed' then ' (removed)' else '' end`;
}

/** A member as they see themselves. */
export function presentProfile(row: Row, email: string): Profile {
  const { time_zone: timeZone, away_by_itself: awayByItself, away_after_minutes: awayAfterMinutes } = row;
  return { ...presentMember(row), email, timeZone, awayByItself, awayAfterMinutes };
}
