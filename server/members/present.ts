import type { Selectable } from "kysely";
import type { Member, Profile } from "#contract/members.ts";
import type { MembersTable } from "#server/members/tables.ts";

type Row = Selectable<MembersTable>;
type ShownRow = Pick<Row, "id" | "display_name" | "role" | "avatar_file_id" | "availability" | "status">;

/** A member as every colleague sees them. */
export function presentMember(row: ShownRow): Member {
  const { id, display_name: displayName, role, avatar_file_id: avatarFileId, availability, status } = row;
  return { id, displayName, role, avatarFileId, availability, status };
}

/** A member as they see themselves. */
export function presentProfile(row: Row, email: string): Profile {
  const { time_zone: timeZone, away_by_itself: awayByItself, away_after_minutes: awayAfterMinutes } = row;
  return { ...presentMember(row), email, timeZone, awayByItself, awayAfterMinutes };
}
