import { appOf } from "../state/apps.ts";
import { allTasks } from "../state/pages.ts";
import { endTokens, grantOf } from "../state/tokens.ts";
import { type App, announceChange, type Person, type Token, type World } from "../state/world.ts";
import { sendDeauthorize } from "../webhook/send-callbacks.ts";

type AppRef = { id: string };

/** Somebody who looks after pages, and logs in with Facebook. */
export type SimulatedPerson = {
  id: string;
  name: string;
  /** Looks after this page from now on; without MESSAGING among the tasks, tokens can be had but do not serve. */
  joinPage: (page: { id: string }, tasks?: string[]) => void;
  /** Looks after it no more: tokens of the page that come from this person are refused with 190, subcode 492. */
  leavePage: (page: { id: string }) => void;
  /** What this app may do. */
  permissions: (app: AppRef) => { granted: string[]; declined: string[]; pageIds: string[] };
  /** Takes one permission back, in the settings of Facebook: calls that need it are refused with 200. */
  removePermission: (app: AppRef, permission: string) => void;
  givePermission: (app: AppRef, permission: string) => void;
  /** Removes the app: all tokens are refused with 190, subcode 458, and the deauthorize callback is sent if there is one. */
  removeApp: (app: AppRef) => Promise<void>;
  /** All tokens are refused with 190, subcode 460. */
  changePassword: () => number;
  /** The dialog greets this person from now on. */
  sitDown: () => void;
};

/** A person in the hands of tests. */
export function simulatedPerson(world: World, person: Person): SimulatedPerson {
  const told = () => announceChange(world, { kind: "people" });
  const grant = ({ id }: AppRef) => grantOf(world, id, person.id);
  const isOwn = (token: Token) => token.personId === person.id;
  return {
    id: person.id,
    name: person.name,
    joinPage(page, tasks = allTasks) {
      person.tasks.set(page.id, tasks);
      told();
    },
    leavePage(page) {
      person.tasks.delete(page.id);
      told();
    },
    permissions(app) {
      const { granted, declined, pageIds } = grant(app);
      return { granted: [...granted], declined: [...declined], pageIds: [...pageIds] };
    },
    removePermission(app, permission) {
      if (grant(app).granted.delete(permission)) grant(app).declined.add(permission);
      told();
    },
    givePermission(app, permission) {
      grant(app).declined.delete(permission);
      grant(app).granted.add(permission);
      told();
    },
    removeApp: (app) => removeApp(world, person, appOf(world, app)),
    changePassword: () => endTokens(world, isOwn, 460),
    sitDown() {
      world.loggedIn = person;
      told();
    },
  };
}

async function removeApp(world: World, person: Person, app: App): Promise<void> {
  const grant = grantOf(world, app.id, person.id);
  for (const page of grant.pageIds) world.pages.get(page)?.subscriptions.delete(app.id);
  grant.granted.clear();
  grant.pageIds.clear();
  endTokens(world, (token) => token.personId === person.id && token.appId === app.id, 458);
  announceChange(world, { kind: "people" });
  if (app.deauthorizeUrl) await sendDeauthorize(world, app, person.id);
}
