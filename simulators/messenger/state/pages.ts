import { newId } from "./ids.ts";
import { announceChange, type Page, type Person, type World } from "./world.ts";

export type NewPage = {
  name: string;
  id?: string | undefined;
  category?: string | undefined;
  /** Any picture; served as it is. Default: a drawing with the first letter. */
  picture?: Buffer | undefined;
  /** Default false: belongs to a business portfolio, and is listed only for apps with `business_management`. */
  inPortfolio?: boolean | undefined;
};

export type NewPerson = { name: string; id?: string | undefined };

/** What an administrator may do on a page. https://developers.facebook.com/docs/graph-api/reference/user/accounts */
export const allTasks = ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"];

/** A page of a company. */
export function createPage(world: World, { name, id, category, picture, inPortfolio }: NewPage): Page {
  const page: Page = {
    id: id ?? newId(world, "10"),
    name,
    category: category ?? "Shopping & retail",
    picture,
    isPublished: true,
    isInPortfolio: inPortfolio ?? false,
    subscriptions: new Map(),
  };
  if (world.pages.has(page.id)) throw new Error(`There is already a page with the id ${page.id}.`);
  world.pages.set(page.id, page);
  announceChange(world, { kind: "pages" });
  return page;
}

/** Somebody with a Facebook account; the first one is who the login dialog greets. */
export function createPerson(world: World, { name, id }: NewPerson): Person {
  const person: Person = { id: id ?? newId(world, "12"), name, tasks: new Map() };
  if (world.people.has(person.id)) throw new Error(`There is already somebody with the id ${person.id}.`);
  world.people.set(person.id, person);
  world.loggedIn ??= person;
  announceChange(world, { kind: "people" });
  return person;
}

/** The page this refers to. */
export function pageOf(world: World, { id }: { id: string }): Page {
  const page = world.pages.get(id);
  if (!page) throw new Error(`There is no page with the id ${id}.`);
  return page;
}

/** The person this refers to. */
export function personOf(world: World, { id }: { id: string }): Person {
  const person = world.people.get(id);
  if (!person) throw new Error(`There is nobody with the id ${id} who looks after pages.`);
  return person;
}

/** Who is first of those that look after this page. */
export function keeperOf(world: World, page: Page): Person {
  const keeper = world.people.values().find((person) => person.tasks.has(page.id));
  if (keeper) return keeper;
  const person = createPerson(world, { name: `Keeper of ${page.name}` });
  person.tasks.set(page.id, allTasks);
  return person;
}
