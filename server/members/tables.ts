import type { Generated } from "kysely";
import type { Availability, MemberStatus } from "#contract/members.ts";
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
  status: Generated<MemberStatus>;
  last_seen_at: Date | null;
  last_active_at: Date | null;
  availability: Generated<Availability>;
  /** They are away because nothing came from them for a while, not by choice. */
  away_by_itself: Generated<boolean>;
  away_after_minutes: Generated<number | null>;
  /** Where they are told of channel alerts. */
  alert_banner: Generated<boolean>;
  alert_popup: Generated<boolean>;
  alert_mail: Generated<boolean>;
}
