import type { Availability } from "#contract/members.ts";
import type { Role } from "#contract/rights.ts";
import type { TeamColour, TeamPurpose } from "#contract/teams.ts";

/** Somebody who works for the company. */
export interface Colleague {
  readonly displayName: string;
  readonly email: string;
  readonly role: Role;
  readonly team: TeamName | null;
  /** How many days ago they were invited. */
  readonly invited: number;
  /** How many hours ago they were last here; null: they have yet to come. */
  readonly lastHere: number | null;
  readonly availability: Availability;
  /** Has a browser open all day and is never away by itself. */
  readonly stays: boolean;
  readonly browser: string;
}

/** The teams by name. */
export type TeamName = "Sales" | "Support" | "Workshop";

/** What the teams are for, and who leads each. */
export const teams: Readonly<Record<TeamName, { purpose: TeamPurpose; colour: TeamColour; lead: string }>> = {
  Sales: { purpose: "sales", colour: "violet", lead: "david@ortiz.example" },
  Support: { purpose: "support", colour: "teal", lead: "clara@ortiz.example" },
  Workshop: { purpose: "other", colour: "orange", lead: "iris@ortiz.example" },
};

/** The team that everything which comes in belongs to at first. */
export const frontTeam: TeamName = "Support";

const browsers = {
  office: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
  laptop:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
  shop: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
};

/** The Owner, who was there first. */
export const owner: Colleague = {
  displayName: "Ana Ortiz",
  email: "ana@ortiz.example",
  role: "owner",
  team: null,
  invited: 100,
  lastHere: 2,
  availability: "available",
  stays: false,
  browser: browsers.laptop,
};

/** Who settles what the members see and who leaves. */
export const admin: Colleague = {
  ...owner,
  displayName: "Ben Carter",
  email: "ben@ortiz.example",
  role: "admin",
  invited: 95,
  lastHere: 5,
  browser: browsers.office,
};

/** Who comes in next week. */
export const newcomer: Colleague = {
  ...user("Kira Sato", "Sales", browsers.shop),
  invited: 0,
  lastHere: null,
};

/** Who has left, nine days ago. */
export const leaver: Colleague = { ...user("Nils Berger", frontTeam, browsers.shop), lastHere: 9.2 * 24 };

/** Everybody but the Owner and the newcomer. */
export const colleagues: readonly Colleague[] = [
  admin,
  { ...user("Clara Weiss", frontTeam, browsers.office), role: "manager", invited: 95, lastHere: 1, stays: true },
  { ...user("David Costa", "Sales", browsers.laptop), role: "manager", invited: 95, lastHere: 20 },
  { ...user("Emma Lind", frontTeam, browsers.office), lastHere: 0.3, stays: true },
  { ...user("Farid Nasser", frontTeam, browsers.shop), lastHere: 0.6, availability: "busy" },
  { ...user("Greta Holm", "Sales", browsers.laptop), lastHere: 3, stays: true },
  { ...user("Hugo Marin", "Sales", browsers.shop), lastHere: 70, availability: "away" },
  { ...user("Iris Papadaki", "Workshop", browsers.shop), lastHere: 4, stays: true },
  { ...user("Jonas Beck", "Workshop", browsers.shop), lastHere: 26 },
  leaver,
];

function user(displayName: string, team: TeamName, browser: string): Colleague {
  const email = `${displayName.split(" ")[0]?.toLowerCase()}@ortiz.example`;
  return {
    displayName,
    email,
    role: "user",
    team,
    invited: 86,
    lastHere: 12,
    availability: "available",
    stays: false,
    browser,
  };
}
