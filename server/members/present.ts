import type { Selectable } from "kysely";
import type { Member, Profile } from "#contract/members.ts";
import type { MembersTable } from "#server/members/tables.ts";

type Row = Selectable<MembersTable>;

/** A member as every colleague sees them. */
export function presentMember(row: Pick<Row, "id" | "display_name" | "role" | "avatar_file_id">): Member {
  return { id: row.id, displayName: row.display_name, role: row.role, avatarFileId: row.avatar_file_id };
}

/** A member as they see themselves. */
export function presentProfile(row: Row, email: string): Profile {
  return { ...presentMember(row), email, timeZone: row.time_zone };
}
