import { listChannels } from "#contract/channels.ts";
import { deactivateMember, listDirectory } from "#contract/directory.ts";
import { inviteMember } from "#contract/invitations.ts";
import { chooseAvailability, chooseQuietTime, setAvatar } from "#contract/members.ts";
import { giveQueue } from "#contract/queues.ts";
import { chooseOwnPassword } from "#contract/session.ts";
import { addTeamMember, createTeam, editTeam, type Team } from "#contract/teams.ts";
import { editWorkspace } from "#contract/workspaces.ts";
import { paintFace } from "./paint-face.ts";
import { type Browser, openBrowser, type PastOffice } from "./past-office.ts";
import { admin, type Colleague, colleagues, frontTeam, leaver, newcomer, owner, teams } from "./people.ts";
import { since } from "./share-work.ts";

/** Where people are hired: the office, the password that everybody chooses, and the day from which days are counted back. */
export interface Hiring {
  readonly office: PastOffice;
  readonly password: string;
  readonly begun: Date;
}

const hour = 3_600_000;

/** Invites everybody but the newcomer, each at their time; they come on the same day and choose their password. */
export async function hirePeople(hiring: Hiring): Promise<void> {
  await sitDown(hiring, owner, (browser) => showFace(browser, 0));
  for (const [days, group] of Map.groupBy(colleagues, ({ invited }) => invited)) {
    moveBack(hiring, days * 24);
    const passwords = new Map<Colleague, string>();
    await sitDown(hiring, owner, async (browser) => {
      for (const one of group) passwords.set(one, await invite(browser, one));
    });
    for (const [one, password] of passwords) await comeIn(hiring, one, password);
  }
}

async function invite(browser: Browser, { displayName, email, role }: Colleague): Promise<string> {
  const { password } = await browser.ok(inviteMember, { body: { displayName, email, role } });
  if (password === null) throw new Error(`${displayName} has a password already.`);
  return password;
}

async function comeIn({ office, password: own }: Hiring, colleague: Colleague, password: string): Promise<void> {
  const { email, browser: userAgent } = colleague;
  const browser = office.browser(userAgent);
  await browser.as({ email, password }, async () => {
    await browser.ok(chooseOwnPassword, { body: { newPassword: own } });
    const number = colleagues.indexOf(colleague) + 1;
    // Some never get round to it.
    if (number % 3 !== 0) await showFace(browser, number);
  });
}

async function showFace(browser: Browser, number: number): Promise<void> {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(await paintFace(number))], "me.jpg"));
  await browser.ok(setAvatar, { form });
}

/** Makes the teams, has the front team take what comes in, and puts up the walls between them. Returns the teams by name. */
export async function buildTeams(hiring: Hiring): Promise<ReadonlyMap<string, Team>> {
  moveBack(hiring, since.teams * 24);
  const built = new Map<string, Team>();
  await sitDown(hiring, owner, async (browser) => {
    const { items } = await browser.ok(listDirectory, { query: { limit: 100 } });
    const ids = new Map(items.map((one) => [one.email, one.id]));
    for (const [name, { purpose, colour, lead }] of Object.entries(teams)) {
      const { id: teamId } = await browser.ok(createTeam, { body: { name, purpose, colour } });
      for (const { email } of colleagues.filter(({ team }) => team === name)) {
        await browser.ok(addTeamMember, { params: { teamId, memberId: ids.get(email) ?? "" } });
      }
      const led = { params: { teamId }, body: { leadId: ids.get(lead) ?? null } };
      built.set(name, await browser.ok(editTeam, led));
    }
    const [channel] = (await browser.ok(listChannels)).items;
    const given = { teamId: built.get(frontTeam)?.id ?? null };
    await browser.ok(giveQueue, { params: { channelId: channel?.id ?? "" }, body: given });
  });
  await sitDown(hiring, admin, (browser) =>
    browser.ok(editWorkspace, { body: { visibility: "teams_and_unassigned", autoArchiveDays: 180 } }),
  );
  return built;
}

/** Somebody leaves, and the team gets back what was theirs. */
export async function partWithLeaver(hiring: Hiring, teamId: string): Promise<void> {
  moveBack(hiring, leaver.lastHere ?? 0);
  await sitDown(hiring, leaver, () => Promise.resolve());
  moveBack(hiring, since.leaving * 24);
  await sitDown(hiring, admin, async (browser) => {
    const { items } = await browser.ok(listDirectory, { query: { search: leaver.email } });
    const params = { memberId: items[0]?.id ?? "" };
    await browser.ok(deactivateMember, { params, body: { handOver: { to: "team", teamId } } });
  });
}

/** Everybody's last time here: they say whether they take conversations, and one team has its work shared out. */
export async function closeUp(hiring: Hiring, sharingTeamId: string): Promise<void> {
  const here = [owner, ...colleagues.filter((one) => one !== leaver)];
  for (const colleague of here.toSorted((a, b) => (b.lastHere ?? 0) - (a.lastHere ?? 0))) {
    await sayGoodbye(hiring, colleague, async (browser) => {
      if (colleague === owner) await shareOut(browser, sharingTeamId);
    });
  }
}

async function sayGoodbye(
  hiring: Hiring,
  { email, browser: userAgent, stays, lastHere, availability }: Colleague,
  work: (browser: Browser) => Promise<void>,
): Promise<void> {
  moveBack(hiring, lastHere ?? 0);
  const browser = hiring.office.browser(userAgent);
  await browser.as({ email, password: hiring.password, stays }, async () => {
    if (stays) await browser.ok(chooseQuietTime, { body: { minutes: null } });
    await browser.ok(chooseAvailability, { body: { availability } });
    await work(browser);
  });
}

async function shareOut(browser: Browser, teamId: string): Promise<void> {
  await browser.ok(editTeam, { params: { teamId }, body: { distribution: "fewest_open", cap: 25 } });
}

/** Today: somebody is invited who has yet to come, with the password of all and an e-mail besides. */
export async function inviteNewcomer(address: string, password: string, teamId: string): Promise<void> {
  const browser = openBrowser(address, admin.browser);
  await browser.as({ email: admin.email, password }, async () => {
    const { displayName, email, role } = newcomer;
    const { member } = await browser.ok(inviteMember, { body: { displayName, email, role, password } });
    await browser.ok(addTeamMember, { params: { teamId, memberId: member.id } });
  });
}

/** Somebody comes, signs in, does something, and leaves again. */
async function sitDown(
  { office, password }: Hiring,
  { email, browser: userAgent }: Colleague,
  work: (browser: Browser) => Promise<unknown>,
): Promise<void> {
  const browser = office.browser(userAgent);
  await browser.as({ email, password }, () => work(browser));
}

/** Lets time pass until so many hours before the demo's beginning. */
function moveBack({ office, begun }: Hiring, hours: number): void {
  office.moveTo(new Date(begun.getTime() - hours * hour));
}
