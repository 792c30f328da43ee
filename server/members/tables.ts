import type { Role } from "#contract/rights.ts";

/** A row of `members`: a person in one workspace. `person_id` names the sign-in. */
export interface MembersTable {
  workspace_id: string;
  id: string;
  person_id: string;
  role: Role;
  display_name: string;
  time_zone: string;
  avatar_file_id: string | null;
  alerts_seen_at: Date | null;
  created_at: Date;
}
